package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** Requests as docs/existing-clients.md says that known kinds of clients send them, to a lenient account. */
final class ExistingClientsTest {
    private static final String AUTH = "customerAuthenticator=" + TestService.AUTHENTICATOR;
    private static final String KEK = "&kek=11111111111111111111111111111111";
    private static final String LEVELS = "&analogVideoOPL=0&compressedDigitalAudioOPL=0&compressedDigitalVideoOPL=0"
            + "&uncompressedDigitalAudioOPL=0&uncompressedDigitalVideoOPL=0";

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
        service.change(account -> account.putDefaults(
                new DrmId("wv"),
                service.symbolon.drms().all().stream()
                        .filter(drm -> drm.id().value().equals("wv"))
                        .findFirst()
                        .orElseThrow()
                        .lenientDefaults()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** The body is one URL that can be redeemed. */
    private static void assertLicenseUrl(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        URI url = URI.create(response.body());
        assertEquals(
                204, service.get(url.getRawPath() + "?" + url.getRawQuery()).statusCode());
    }

    @Test
    void tutorial_storesAKeyAndAsksForTokensOfBothDrms() {
        HttpResponse<String> created = service.post("/keystore/keys?" + AUTH + KEK, "");
        assertEquals(201, created.statusCode(), created.body());
        JsonNode key = AnswerJson.of(created);
        String kid = "&kid=" + key.get("kid").asString();

        assertLicenseUrl(service.get("/hms/wv/token?" + AUTH + "&errorFormat=json" + kid + "&contentKey="
                + key.get("k").asString() + "&useHttps=true"));
        assertLicenseUrl(service.get("/hms/fp/token?" + AUTH + "&errorFormat=json" + kid + KEK
                + "&iv=00112233445566778899aabbccddeeff&useHttps=true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"})
    void shop_sendsAFormWithWhatOtherDrmsNeed(String type) {
        String form = AUTH + "&kid=%5Emovie-1&contentKey=" + TestService.KEY + "&expirationTime=%2B86400"
                + "&generalFlags=00000000&useHttps=1&rightsType=BuyToOwn" + LEVELS;
        String answer = service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + type
                + "Content-Length: " + form.length() + "\r\n\r\n" + form);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("analogVideoOPL"), "named as ignored: " + answer);
    }

    @Test
    void registrationScript_numbersItsKeys() {
        assertLicenseUrl(service.get("/hms/wv/token?" + AUTH + "&errorFormat=json&kid.0=" + "a".repeat(32)
                + "&contentKey.0=" + TestService.KEY + "&securityLevel.0=1&hdcpOutputControl.0=0&trackType.0=1"
                + "&kid.1=" + "b".repeat(32) + "&contentKey.1=" + TestService.KEY + "&trackType.1=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hms/pr/token", "/hms/ms3/token"})
    void otherDrm_isRefusedWithThoseThatThereAre(String path) {
        HttpResponse<String> response = service.get(path + "?" + AUTH + "&errorFormat=json&kid=%5Ea" + LEVELS);
        assertEquals(404, response.statusCode());
        assertEquals(404, AnswerJson.of(response).get("code").asInt());
        assertTrue(AnswerJson.of(response).get("message").asString().contains("/hms/wv/token"), response.body());
    }

    @Test
    void firstExampleOfTheReference_worksForALenientAccountOnly() {
        String request = "/hms/wv/token?" + AUTH + "&kid=%5Ea&contentKey=" + TestService.KEY;
        assertLicenseUrl(service.get(request));
        try (TestService strict = TestService.start(ImmutableMap.of())) {
            assertEquals(List.of(-7003, -7006), AnswerJson.codes(strict.get(request + "&errorFormat=json")));
        }
    }
}
