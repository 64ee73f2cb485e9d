package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.http.TestService;

/** What a request may take of line, headers, body and time, and how the service ends. */
final class LimitsTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(ImmutableMap.of(
                CoreSettings.HTTP_LINE_MAX, "2048",
                HttpSettings.HEADERS_MAX, "2048",
                HttpSettings.BODY_MAX, "4096",
                HttpSettings.REQUEST_TIMEOUT, "PT0.5S",
                HttpSettings.IDLE_TIMEOUT, "PT1S"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void assertStatus(int status, String answer) {
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] " + status + " .*"), answer);
    }

    @Test
    void longLine_is414() {
        assertStatus(414, service.raw("GET /" + "a".repeat(3000) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void longHeaders_are431() {
        assertStatus(431, service.raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(3000) + "\r\n\r\n"));
    }

    @Test
    void bytesThatAreNoHttp_are400() {
        assertStatus(400, service.raw("\u0016\u0003\u0001\u0002\r\n\r\n"));
    }

    @Test
    void longBody_is413BeforeItIsRead() {
        assertStatus(
                413,
                service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 1000000\r\n\r\n"));
    }

    @Test
    void longBodyInChunks_is413() {
        assertStatus(
                413,
                service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM
                        + "Transfer-Encoding: chunked\r\n\r\n1388\r\n" + "a".repeat(5000) + "\r\n0\r\n\r\n"));
    }

    @Test
    void lengthThatIsNoNumber_is400() {
        assertStatus(
                400, service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: x\r\n\r\n"));
    }

    @Test
    void bodyThatDribblesIn_is408() throws IOException {
        try (Socket socket = service.open()) {
            write(socket, "POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 100\r\n\r\n");
            Instant end = Instant.now().plus(Duration.ofSeconds(2));
            dribble(socket, end);
            assertStatus(408, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void headThatDribblesIn_isCutOff() throws IOException {
        try (Socket socket = service.open()) {
            write(socket, "GET /healthz HTTP/1.1\r\nX: ");
            Instant began = Instant.now();
            dribble(socket, began.plus(Duration.ofSeconds(4)));
            assertTrue(Duration.between(began, Instant.now()).toMillis() < 3500, "the connection was cut off");
        }
    }

    /** Writes a byte now and then, until the time has come or the service has closed the connection. */
    private static void dribble(Socket socket, Instant end) {
        try {
            while (Instant.now().isBefore(end)) {
                write(socket, "a");
                Thread.sleep(100);
                if (socket.getInputStream().available() > 0) {
                    return;
                }
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void requestsInOneBurst_areAnsweredInOrder() {
        String health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        String answer = service.raw(health + health + "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertEquals(2, answer.split("HTTP/1.1 200 ", -1).length - 1, answer);
        assertTrue(answer.lastIndexOf("HTTP/1.1 404 ") > answer.lastIndexOf("HTTP/1.1 200 "), answer);
    }

    @Test
    void burstOfAThousandRequests_isAnsweredWhole() {
        String health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        String answer =
                service.raw(health.repeat(1000) + "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertEquals(1000, answer.split("HTTP/1.1 200 ", -1).length - 1);
    }

    @Test
    void connectionThatWasGivenUp_answersNothingFurther() {
        String refused = "POST /hms/wv/token?errorFormat=html HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                + "Content-Length: 1\r\n\r\na";
        String answer = service.raw(refused + "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

        assertStatus(415, answer);
        assertTrue(answer.contains("connection: close"), answer);
        assertFalse(answer.contains("HTTP/1.1 200 "), answer);
    }

    @Test
    void chunkThatIsNone_is400() {
        assertStatus(
                400,
                service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = "Content-Encoding: gzip")
    void compressedBody_is415(String header) {
        assertStatus(
                415,
                service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM + header + "\r\n"
                        + (header.startsWith("T") ? "" : "Content-Length: 1\r\n") + "\r\n1\r\na\r\n0\r\n\r\n"));
    }

    @Test
    void requestInFlight_isAnsweredWhileTheServiceEnds() throws Exception {
        TestService ending = TestService.start();
        String body = TestService.encode(TestService.valid("wv"));
        try (Socket socket = ending.open()) {
            write(
                    socket,
                    "POST /hms/wv/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: " + body.length()
                            + "\r\n\r\n");
            Thread.sleep(200);
            CompletableFuture<Void> ended = CompletableFuture.runAsync(ending::close);
            Thread.sleep(300);
            write(socket, body);

            assertStatus(200, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            ended.join();
        }
    }
}
