package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.keystore.KeyClient.WITH_KEK;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** What the key storage takes for a body, and what it does not. */
final class KeyBodyTest {
    private static final int MOST = 65_536;
    private static final String MALFORMED =
            "{\"code\":3,\"message\":\"the body must be empty, or one well-formed JSON object in UTF-8\"}";

    private static TestService service;
    private static KeyClient client;

    @BeforeAll
    static void start() {
        service = TestService.start(ImmutableMap.of(HttpSettings.REQUEST_TIMEOUT, "PT0.5S"));
        client = new KeyClient(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Sends bytes as they are. */
    private static RawAnswer post(String headers, String body) {
        return RawAnswer.of(service.raw("POST " + client.target("/keys?" + WITH_KEK)
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n" + body));
    }

    private static RawAnswer post(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "x",
                "null",
                "\"a\"",
                "1",
                "[]",
                "{",
                "{}}",
                "{} {}",
                "{},",
                "{}x",
                "{\"info\":}",
                "{\"info\":\"a\"",
                "{\"info\":\"a\",}",
                "{info:\"a\"}",
                "{'info':'a'}",
                "{\"info\":\"a\" \"k\":\"b\"}",
                "{\"info\":\"a\",\"info\":\"a\"}",
                "{\"info\":1,\"info\":\"a\"}",
                "{\"x\":1,\"x\":1}",
                "{\"x\":{\"y\":1,\"y\":2}}",
                "{\"info\":1,\"x\"}",
                "{\"info\":\"\u00e9\"}",
                "{\"info\":\"\u00c0\u0080\"}",
                "{\"info\":\"\u00ed\u00a0\u0080\"}",
                "{\"info\":\"a\nb\"}",
                "{\"info\":\"\\x\"}",
                "{} // comment",
                "\u0000{\u0000}"
            })
    void bodyThatIsNoJsonObject_is400WithCode3(String body) {
        RawAnswer answer = post(body);
        assertEquals(400, answer.status());
        assertEquals(MALFORMED, answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"x\":"})
    void nestingBomb_is400WithCode3(String opening) {
        assertEquals(MALFORMED, post("{\"x\":" + opening.repeat(10_000)).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kid\":1} | kid must be a string, or null for none",
                "{\"k\":true} | k must be a string, or null for none",
                "{\"ek\":{}} | ek must be a string, or null for none",
                "{\"kekId\":1.5} | kekId must be a string, or null for none",
                "{\"info\":[\"a\"]} | info must be a string, or null for none",
                "{\"contentId\":false} | contentId must be a string, or null for none",
                "{\"expiration\":1767225600} | expiration must be a string, or null for none",
                "{\"kid\":\"\"} | kid must be 32 hexadecimal digits, not 0 characters",
                "{\"k\":\"00\"} | k must be 32 hexadecimal digits, not 2 characters",
                "{\"ek\":\"00\"} | ek must be 48 hexadecimal digits",
                "{\"k\":\"00112233445566778899aabbccddeeff\","
                        + "\"ek\":\"1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5\"}"
                        + "| k and ek exclude each other",
                "{\"info\":\"\\ud800\"} | info must be Unicode text without NUL",
                "{\"info\":\"\\u0000\"} | info must be Unicode text without NUL"
            })
    void fieldThatBreaksItsRule_is400WithCode2(String body, String message) {
        RawAnswer answer = post(body);
        assertEquals(400, answer.status());
        assertEquals("{\"code\":2,\"message\":\"" + message + "\"}", answer.body());
    }

    @Test
    void kekThatDoesNotFitTheWrappedKey_is400WithCode5() {
        HttpResponse<String> response = client.send("POST", "/keys?" + KeyClient.WITH_OTHER_KEK, "{\"ek\":\"$EK\"}");
        assertEquals(400, response.statusCode());
        assertEquals(5, AnswerJson.of(response).get("code").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: text/html\r\n", "Content-Type: application/json; charset=utf-16\r\n"})
    void contentType_doesNotMatter(String header) {
        assertEquals(201, post(header + "Content-Length: 4\r\n", "\r\n{}").status());
    }

    @Test
    void namesAndTexts_areReadWithTheirEscapes() {
        RawAnswer answer = post(" {\"\\u0069nfo\" :\t\"\\/\\uD83D\\uDE00\", \"x\": [[[{}]]]} \n");
        assertEquals(201, answer.status());
        assertTrue(answer.body().contains("\"info\":\"/"), answer.body());
    }

    @Test
    void fieldsOfOtherNames_areIgnoredWhateverTheyHold() {
        String numbers = "{\"a\":1e999999999,\"b\":" + "9".repeat(999) + ",\"c\":[true,null,{\"k\":1}]}";
        assertEquals(201, post(numbers).status());
        assertEquals(MALFORMED, post("{\"b\":" + "9".repeat(1001) + "}").body());
        assertEquals(
                201, post("{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}").status());
        assertEquals(
                MALFORMED,
                post("{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}").body());
    }

    /** A body of so many bytes, most of them in a field that is passed over. */
    private static String body(int bytes) {
        String frame = "{\"other\":\"\"}";
        return frame.replace("\"}", "a".repeat(bytes - frame.length()) + "\"}");
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    @Test
    void bodyOf64KiB_isTheLongest() {
        String tooLong = "{\"code\":2,\"message\":\"The body is longer than 65536 bytes\"}";
        String te = "Transfer-Encoding: chunked\r\n";

        assertEquals(201, post(body(MOST)).status());
        assertEquals(201, post(te, chunked(body(MOST))).status());
        assertEquals(400, post(body(MOST + 1)).status());
        assertEquals(tooLong, post("Content-Length: " + (MOST + 1) + "\r\n", "").body());
        assertEquals(tooLong, post(te, chunked(body(MOST + 1))).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "contentId", "kekId"})
    void textOf4KiB_isTheLongest(String field) {
        String text = "ü".repeat(2_048);
        assertEquals(
                201,
                client.send("POST", "/keys?" + WITH_KEK, "{\"" + field + "\":\"" + text + "\"}")
                        .statusCode());
        assertEquals(
                "400 application/json {\"code\":2,\"message\":\"" + field
                        + " must have at most 4096 bytes in UTF-8, not 4097\"}",
                client.ask("POST", "/keys?" + WITH_KEK, "{\"" + field + "\":\"" + text + "i\"}"));
    }

    @Test
    void refusedBody_changesNothing() {
        client.store("^unchanged");
        String kid = AnswerJson.of(client.getRaw("/keys/^unchanged").body())
                .get("kid")
                .asString();
        String before = client.get("/keys/" + kid);

        assertEquals(400, client.send("PUT", "/keys/" + kid, body(MOST + 1)).statusCode());
        assertEquals(
                400,
                client.send("PUT", "/keys/" + kid, "{\"info\":\"x\",\"k\":\"00\"}")
                        .statusCode());
        assertEquals(
                400,
                client.send("PUT", "/keys/" + kid, "{\"info\":\"x\",\"k\":\"$KEY\"}")
                        .statusCode());
        assertEquals(before, client.get("/keys/" + kid));
    }

    @Test
    void bodyThatDribblesIn_is408() throws IOException {
        try (Socket socket = service.open()) {
            String request = "POST " + client.target("/keys") + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            RawAnswer answer = RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(408, answer.status());
            assertEquals("{\"code\":2,\"message\":\"The body did not arrive in time\"}", answer.body());
        }
    }

    @Test
    void refusalBeforeTheBodyIsRead_givesUpTheConnection() {
        String answer = service.raw("POST /keystore/keys HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        assertTrue(answer.contains("connection: close"), answer);
    }
}
