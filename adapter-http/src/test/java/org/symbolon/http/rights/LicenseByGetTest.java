package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.clearkey.ClearKeyPlugin;
import org.symbolon.http.TestService;

/** A DRM whose players also ask for licences by GET: Clear Key. */
final class LicenseByGetTest {
    private static final String KID = "00112233445566778899aabbccddeeff";
    private static final String KID_BASE64URL = "ABEiM0RVZneImaq7zN3u_w";
    private static final String KEY_SET = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"" + KID_BASE64URL
            + "\",\"k\":\"Dx4tPEtaaXiHlqW0w9Lh8A\"}],\"type\":\"temporary\"}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestService service;
    private static String url;

    @BeforeAll
    static void start() {
        service = TestService.start(new ClearKeyPlugin());
        url = service.get("/hms/ck/token?customerAuthenticator=" + TestService.AUTHENTICATOR + "&errorFormat=json&kid="
                        + KID + "&contentKey=" + TestService.KEY)
                .body();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<byte[]> send(String method, String query, String body, String type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .header("Origin", "https://player.example.com")
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream", "text/plain;charset=UTF-8"})
    void post_underAnyType_givesAKeySet(String type) {
        HttpResponse<byte[]> answer = send("POST", "", "{\"kids\":[\"" + KID_BASE64URL + "\"]}", type);
        assertEquals(200, answer.statusCode(), () -> text(answer));
        assertEquals(KEY_SET, text(answer));
        assertEquals(
                "https://player.example.com",
                answer.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    }

    @Test
    void get_withBareKeyIds_givesAKeySet() {
        HttpResponse<byte[]> answer = send("GET", "&" + KID_BASE64URL, "", "text/plain");
        assertEquals(200, answer.statusCode(), () -> text(answer));
        assertEquals(KEY_SET, text(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&kid=" + KID, "&session=7&kid=" + KID_BASE64URL + "%3D%3D"})
    void get_givesTheBytesOfOneKey(String query) {
        HttpResponse<byte[]> answer = send("GET", query, "", "text/plain");
        assertEquals(200, answer.statusCode(), () -> text(answer));
        assertArrayEquals(Hex.decode(TestService.KEY), answer.body());
    }

    @Test
    void get_forAKeyThatTheTokenDoesNotCover_isRefusedByItsId() {
        HttpResponse<byte[]> answer = send("GET", "&kid=" + "0".repeat(32), "", "text/plain");
        assertEquals(400, answer.statusCode());
        assertTrue(text(answer)
                .startsWith("{\"code\":-8007,\"message\":\"[-8007] The token does not cover the key: 0000"));
        assertTrue(answer.headers().firstValue("Error-Reference").isPresent());
    }

    @Test
    void head_onlyChecksTheToken() {
        assertEquals(204, send("HEAD", "", "", "text/plain").statusCode());
    }
}
