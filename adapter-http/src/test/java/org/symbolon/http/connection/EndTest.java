package org.symbolon.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.symbolon.http.FakeStores;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** The end of the service: what has arrived is answered, and whoever is answered last is told. */
final class EndTest {
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final TestService service = TestService.start(FakeStores.before(() -> {
        asked.countDown();
        release.await(30, TimeUnit.SECONDS);
    }));

    private Socket slowRequest(String andThen) throws IOException, InterruptedException {
        service.change(account -> account.metered(true));
        service.symbolon.balance().set(TestService.ACCOUNT, 10);
        Socket socket = service.open();
        socket.setSoTimeout(20_000);
        String target = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + andThen)
                        .getBytes(StandardCharsets.US_ASCII));
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        return socket;
    }

    private CompletableFuture<Void> end() {
        return CompletableFuture.runAsync(service::close, task -> new Thread(task).start());
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void requestsInThePipeline_areAllAnsweredAndTheLastSaysSo() throws Exception {
        try (Socket socket = slowRequest(HEALTH.repeat(3000))) {
            CompletableFuture<Void> ended = end();
            awaitRefusal();
            release.countDown();
            String answers = all(socket);
            assertEquals(3001, answers.split("HTTP/1.1 200 ", -1).length - 1);
            assertEquals(1, answers.split("connection: close", -1).length - 1);
            assertTrue(answers.lastIndexOf("connection: close") > answers.lastIndexOf("HTTP/1.1 "), "the last one");
            ended.join();
        }
    }

    @Test
    void keptConnection_isAnsweredOnceMoreWhileOthersAreUnderWay() throws Exception {
        try (Socket slow = slowRequest("");
                Socket kept = service.open()) {
            kept.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
            answer(kept); // from now on the service knows the connection
            CompletableFuture<Void> ended = end();
            String answer = "";
            while (!answer.contains("connection: close")) {
                kept.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
                answer = answer(kept);
            }
            assertEquals(-1, kept.getInputStream().read());
            release.countDown();
            assertTrue(all(slow).contains("connection: close"));
            ended.join();
        }
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("ok\n")) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, answer.toString());
            answer.append((char) next);
        }
        return answer.toString();
    }

    private void awaitRefusal() throws IOException, InterruptedException {
        for (int i = 0; i < 500; i++) {
            try {
                service.open().close();
            } catch (ConnectException refused) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("connections are still accepted");
    }

    @Test
    void service_endsInTimeWhateverIsUnderWay() {
        TestService hanging = TestService.start(ImmutableMap.of(HttpSettings.SHUTDOWN_TIMEOUT, "PT1S"));
        try (Socket socket = hanging.open()) {
            socket.getOutputStream()
                    .write("POST /hms/wv/token HTTP/1.1\r\nContent-Length: 9\r\n".getBytes(StandardCharsets.US_ASCII));
            long began = System.nanoTime();
            hanging.close();
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(15));
            assertThrows(IOException.class, hanging::open);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
