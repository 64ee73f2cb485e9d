package org.symbolon.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
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

/** What of a head is HTTP, what is refused, and that a refused one ends its connection. */
final class StrictHttpTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\v", "\u000b")
                .replace("\\d", "\u007f");
    }

    /** The service closes the connection by itself, and answers nothing that comes behind. */
    private static RawAnswer refused(String bytes) {
        String answer = service.raw(bytes + "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(1, answer.split("HTTP/1.1 [0-9]", -1).length - 1, answer);
        RawAnswer read = RawAnswer.of(answer);
        assertEquals("close", read.header("connection").orElse("none"), answer);
        return read;
    }

    @ParameterizedTest
    @CsvSource({
        "X: a\\r\\n b",
        "X: a\\r\\n\\tb",
        "' X: a'",
        ": a",
        "X : a",
        "X",
        "Content-Length: 1\\r\\nTransfer-Encoding: chunked",
        "Content-Length: 1\\r\\nContent-Length: 2",
        "'Content-Length: 1, 2'",
        "Content-Length: -1",
        "Content-Length: +1",
        "'Transfer-Encoding: gzip, chunked'",
        "'Transfer-Encoding: chunked, chunked'",
        "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked"
    })
    void headerThatCouldBeReadInTwoWays_is400InTheShapeThatIsAsked(String header) {
        for (String target : new String[] {"/hms/wv/token?errorFormat=json", "/keystore/keys"}) {
            RawAnswer answer = refused(
                    "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + FORM + unescape(header) + "\r\n\r\n0\r\n\r\n");
            assertEquals(400, answer.status());
            assertTrue(AnswerJson.of(answer.body()).has("message"), answer.body());
        }
    }

    @Test
    void foldedHeader_is400HoweverItArrives() throws IOException {
        try (Socket socket = service.open()) {
            for (byte one : "GET /healthz HTTP/1.1\r\nHost: a\r\n b\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            RawAnswer answer =
                    RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertEquals(400, answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz\\0 HTTP/1.1",
                "GET /heal\\tthz HTTP/1.1",
                "GET /healthz\\t HTTP/1.1",
                "GET /healthz\\v HTTP/1.1",
                "GET\\t/healthz HTTP/1.1",
                "GET /heal\\dthz HTTP/1.1",
                "GET /heal\\rthz HTTP/1.1",
                "GET /heal thz HTTP/1.1",
                "GET /healthz http/1.1",
                "GET /healthz HTTP/11"
            })
    void requestLineWithControlsOrWithoutShape_is400(String line) {
        assertEquals(400, refused(unescape(line) + "\r\nHost: a\r\n\r\n").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {" HTTP/2.0", " HTTP/0.9", " HTTP/3.7", " HTTP/1.2", ""})
    void versionThatIsNotSpoken_is505InTheShapeThatIsAsked(String version) {
        RawAnswer answer = refused("GET /hms/wv/token?errorFormat=json" + version + "\r\nHost: a\r\n\r\n");
        assertEquals(505, answer.status());
        assertEquals(
                "[505] Use HTTP/1.1",
                AnswerJson.of(answer.body()).get("message").asString());
    }

    @Test
    void prefaceOfHttp2_is505() {
        assertEquals(505, refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status());
    }

    @Test
    void http10_isAnsweredAndClosed() {
        String answer = service.raw("GET /healthz HTTP/1.0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.0 200 "), answer);
    }

    @Test
    void moreHeadersThanAnybodySends_are431() {
        String request = "GET /healthz HTTP/1.1\r\nHost: a\r\n";
        assertEquals(431, refused(request + "a:\r\n".repeat(128) + "\r\n").status());
        assertEquals(
                200,
                RawAnswer.of(service.raw(request + "a:\r\n".repeat(126) + "Connection: close\r\n\r\n"))
                        .status());
    }

    @Test
    void bodyThatLooksLikeAFoldedHeader_isABody() {
        String body = TestService.encode(TestService.valid("wv")) + "&x=%0A\n y";
        RawAnswer answer = RawAnswer.of(service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + FORM + "Content-Length: " + body.length() + "\r\n\r\n" + body));
        assertEquals(200, answer.status(), answer.body());
    }

    private static String post(String expect, String query, int length) {
        return "POST /hms/wv/token?errorFormat=json" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: "
                + expect + "\r\n" + FORM + "Content-Length: " + length + "\r\n\r\n";
    }

    @Test
    void bodyThatIsWanted_isAskedFor() throws IOException {
        String body = TestService.encode(TestService.valid("wv")).replace("errorFormat=json&", "");
        try (Socket socket = service.open()) {
            socket.getOutputStream()
                    .write(post("100-Continue", "", body.length()).getBytes(StandardCharsets.US_ASCII));
            String interim = new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", interim);
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals(200, RawAnswer.of(answer).status(), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100-continue, &customerAuthenticator=201722%2C00000000000000000000000000000000, 10, 401",
        "100-continue, '', 65537, 413",
        "a-miracle, '', 10, 417"
    })
    void bodyThatIsNotWanted_isNotAskedForAndTheConnectionIsClosed(
            String expect, String query, int length, int status) {
        RawAnswer answer = RawAnswer.of(service.raw(post(expect, query, length)));
        assertEquals(status, answer.status());
        assertEquals("close", answer.header("connection").orElseThrow());
    }

    @Test
    void keyThatIsTooLong_is400BeforeItIsSent() {
        RawAnswer answer = RawAnswer.of(service.raw("POST /keystore/keys?customerAuthenticator="
                + TestService.AUTHENTICATOR + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                + "Content-Length: 65537\r\n\r\n"));
        assertEquals(400, answer.status());
        assertEquals("close", answer.header("connection").orElseThrow());
    }

    @Test
    void answerThatNeedsNoBody_endsTheConnectionOfACallerWhoMayOrMayNotSendOne() {
        String health = "GET /healthz HTTP/1.1\r\nHost: a\r\n";
        String answer = service.raw(health + "Expect: 100-continue\r\nContent-Length: 40\r\n\r\n" + health + "\r\n");
        assertEquals(200, RawAnswer.of(answer).status());
        assertFalse(answer.contains("100 Continue"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hms/wv/token?customerAuthenticator=201722,00000000000000000000000000000000",
                "/keystore/keys?customerAuthenticator=201722,00000000000000000000000000000000",
                "/hms/wv/rights/?ExpressPlayToken=abc"
            })
    void callerWhoMustNotAsk_isToldBeforeTheBody(String target) {
        RawAnswer answer = RawAnswer.of(service.raw(
                "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 1000\r\n\r\nkid=a"));
        assertEquals(401, answer.status(), answer.body());
    }
}
