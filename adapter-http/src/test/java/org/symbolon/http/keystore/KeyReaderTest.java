package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.symbolon.http.FakeStores;
import org.symbolon.http.LogLines;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** Long lists of keys and those who read them: slowly, not at all, or not to the end. */
final class KeyReaderTest {
    /** Far more than sockets buffer. */
    private static final int MANY = 100_000;

    private static final String END = "0\r\n\r\n";

    private final ManyKeys keys = new ManyKeys();
    private TestService service;

    @BeforeEach
    void start() {
        keys.fill(MANY);
        service = TestService.start(
                ImmutableMap.of(HttpSettings.IDLE_TIMEOUT, "PT1S", HttpSettings.SHUTDOWN_TIMEOUT, "PT2S"),
                parts -> parts.stores(FakeStores.withKeys(keys.storage())));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Asks for the list, over a connection that takes little of it at once. */
    private Socket ask() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 16);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port));
        String target = new KeyClient(service).target("/keys");
        String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Reads what is still to come; a connection that is reset has no more. */
    private static String read(Socket socket, Duration pause) {
        StringBuilder text = new StringBuilder();
        byte[] part = new byte[1 << 17];
        try {
            for (int n = socket.getInputStream().read(part);
                    n >= 0;
                    n = socket.getInputStream().read(part)) {
                text.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (IOException reset) {
            text.append("[reset]");
        }
        return text.toString();
    }

    @Test
    void slowReader_getsAllOfItAndNothingIsReadAhead() throws IOException, InterruptedException {
        try (Socket socket = ask()) {
            Thread.sleep(700);
            assertTrue(keys.asked() < 30, () -> "pages: " + keys.asked());
            String answer = read(socket, Duration.ofMillis(5));

            assertTrue(answer.endsWith("]\r\n" + END), answer.substring(answer.length() - 100));
            assertEquals(MANY, answer.split("\"kid\":", -1).length - 1);
        }
    }

    @Test
    void readerThatStops_isCutOffThoughItReadsNothingMore() throws IOException, InterruptedException {
        try (LogLines lines = new LogLines();
                Socket socket = ask()) {
            Instant began = Instant.now();
            assertTrue(lines.requests(1).get(0).get("brokenOff").asBoolean());
            assertTrue(Duration.between(began, Instant.now()).toMillis() >= 900, "not before its time");
            int pages = keys.asked();

            assertFalse(read(socket, Duration.ZERO).endsWith(END), "the list has no end");
            assertEquals(pages, keys.asked());
        }
    }

    @Test
    void readerThatGoesAway_endsTheList() throws IOException, InterruptedException {
        ask().close();
        Thread.sleep(500);
        int pages = keys.asked();
        Thread.sleep(200);

        assertEquals(pages, keys.asked());
        assertTrue(pages < MANY / 500, () -> "pages: " + pages);
    }

    /** One reader has stopped, the other goes on, more slowly than the service has time for. */
    @Test
    void service_endsThoughListsAreBeingRead() throws Exception {
        try (Socket stopped = ask();
                Socket slow = ask()) {
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(slow, Duration.ofMillis(50)));
            Thread.sleep(200);
            Instant began = Instant.now();
            service.stop();

            assertTrue(Duration.between(began, Instant.now()).toMillis() < 4000, "in time");
            assertFalse(read(stopped, Duration.ZERO).endsWith(END), "the list has no end");
            assertFalse(read.join().endsWith(END), "the list has no end");
        }
        start();
    }
}
