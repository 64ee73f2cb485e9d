package org.symbolon.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.http.FakeStores;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** Callers who take more than there is: of memory, of connections, of one connection. */
final class CrowdTest {
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
    private final List<Socket> crowd = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
    }

    private static TestService start(ImmutableMap<SettingKey<?>, String> settings) {
        return TestService.start(settings);
    }

    /** A connection on which these bytes were sent. */
    private Socket join(TestService service, String bytes) throws IOException {
        Socket socket = service.open();
        crowd.add(socket);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The status line of the next answer, of which everything is read. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) next);
        }
        Matcher length = Pattern.compile("content-length: (\\d+)").matcher(head);
        socket.getInputStream().skipNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return head.substring(0, 12);
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException reset) {
            assertTrue(socket.isConnected());
        }
    }

    private static String longBody() {
        return TestService.encode(TestService.valid("wv")) + "&x=" + "a".repeat(40_000);
    }

    @Test
    void bodiesThatDoNotEnd_giveWayToOthersAndAreRefusedWith503() throws IOException {
        try (TestService service =
                start(ImmutableMap.of(HttpSettings.MEMORY_MAX, "2000000", HttpSettings.REQUEST_TIMEOUT, "PT1M"))) {
            for (int i = 0; i < 100; i++) {
                join(service, POST + "65000\r\n\r\n" + "a".repeat(60_000));
                assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            }
            String body = longBody();
            Socket good = join(service, POST + body.length() + "\r\n\r\n" + body);
            assertEquals("HTTP/1.1 200", answer(good));
            RawAnswer refused =
                    RawAnswer.of(new String(crowd.get(0).getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertEquals(503, refused.status());
            assertEquals("1", refused.header("retry-after").orElseThrow());
            assertEquals("close", refused.header("connection").orElseThrow());
            leave();
        }
    }

    @Test
    void bodyThatDoesNotEnd_givesWayToNewConnections() throws IOException {
        try (TestService service =
                start(ImmutableMap.of(HttpSettings.MEMORY_MAX, "100000", HttpSettings.REQUEST_TIMEOUT, "PT1M"))) {
            Socket sender = join(service, POST + "65000\r\n\r\n" + "a".repeat(60_000));
            for (int i = 0; i < 10; i++) {
                assertEquals("HTTP/1.1 200", answer(join(service, HEALTH)));
            }
            assertEquals("HTTP/1.1 503", answer(sender));
        }
    }

    @Test
    void headsThatDoNotEnd_giveWayToOthers() throws IOException {
        try (TestService service = start(ImmutableMap.of(HttpSettings.MEMORY_MAX, "500000"))) {
            for (int i = 0; i < 30; i++) {
                join(service, "GET /hms/wv/token?errorFormat=json&x=" + "a".repeat(40_000));
                assertEquals(200, service.get("/healthz").statusCode());
            }
            crowd.get(0).getInputStream().readNBytes(10_000);
            assertClosed(crowd.get(0));
            leave();
            awaitMemory(service);
        }
    }

    /** Connections that were closed are noticed a little later. */
    private void awaitMemory(TestService service) throws IOException {
        String body = longBody();
        String last = "";
        for (int i = 0; i < 500 && !last.equals("HTTP/1.1 200"); i++) {
            try {
                last = answer(join(service, POST + body.length() + "\r\n\r\n" + body));
            } catch (IOException closed) {
                last = "closed";
            }
        }
        assertEquals("HTTP/1.1 200", last);
    }

    @Test
    void tooManyConnections_closeThatWhichHasWaitedLongest() throws IOException {
        try (TestService service = start(
                ImmutableMap.of(HttpSettings.CONNECTIONS_MAX, "20", HttpSettings.CONNECTIONS_OF_ADDRESS_MAX, "1000"))) {
            assertOldestGivesWay(service);
        }
    }

    @Test
    void tooManyConnectionsFromOneAddress_closeThatWhichHasWaitedLongest() throws IOException {
        try (TestService service = start(
                ImmutableMap.of(HttpSettings.CONNECTIONS_MAX, "1000", HttpSettings.CONNECTIONS_OF_ADDRESS_MAX, "20"))) {
            assertOldestGivesWay(service);
        }
    }

    private void assertOldestGivesWay(TestService service) throws IOException {
        Socket active = join(service, HEALTH);
        assertEquals("HTTP/1.1 200", answer(active));
        for (int i = 0; i < 60; i++) {
            assertEquals("HTTP/1.1 200", answer(join(service, HEALTH)));
            active.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200", answer(active));
        }
        assertClosed(crowd.get(1));
    }

    @Test
    void trustedProxy_hasAnyNumberOfConnections() throws IOException {
        try (TestService service = start(ImmutableMap.of(
                HttpSettings.PROXIES_TRUSTED, "127.0.0.0/8", HttpSettings.CONNECTIONS_OF_ADDRESS_MAX, "2"))) {
            for (int i = 0; i < 20; i++) {
                assertEquals("HTTP/1.1 200", answer(join(service, HEALTH)));
            }
            for (Socket socket : crowd) {
                socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
                assertEquals("HTTP/1.1 200", answer(socket));
            }
        }
    }

    @Test
    void connectionsThatAreAllBusy_leaveAReserveForMonitors() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(10);
        FakeStores slow = FakeStores.before(() -> {
            busy.countDown();
            release.await(30, TimeUnit.SECONDS);
        });
        try (TestService service = TestService.start(
                ImmutableMap.of(HttpSettings.CONNECTIONS_MAX, "10", HttpSettings.CONNECTIONS_OF_ADDRESS_MAX, "1000"),
                parts -> parts.stores(slow))) {
            service.change(account -> account.metered(true));
            service.symbolon.balance().set(TestService.ACCOUNT, 10);
            String target = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
            for (int i = 0; i < 10; i++) {
                join(service, "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            assertTrue(busy.await(20, TimeUnit.SECONDS));
            assertEquals("HTTP/1.1 503", answer(join(service, HEALTH.replace("/healthz", target))));
            assertEquals("HTTP/1.1 200", answer(join(service, HEALTH)));
            release.countDown();
        }
    }

    @Test
    void requestsInAdvance_areReadNoFurtherThanTheyAreAnswered() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        FakeStores slow = FakeStores.before(() -> release.await(30, TimeUnit.SECONDS));
        try (TestService service = TestService.start(slow);
                SocketChannel caller =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port))) {
            service.change(account -> account.metered(true));
            service.symbolon.balance().set(TestService.ACCOUNT, 10);
            String target = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
            ByteBuffer requests = ByteBuffer.wrap(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .repeat(200)
                    .getBytes(StandardCharsets.US_ASCII));
            caller.configureBlocking(false);
            long written = 0;
            for (int stalled = 0; stalled < 20 && written < 64_000_000; ) {
                int now = caller.write(requests.rewind());
                written += now;
                stalled = now == 0 ? stalled + 1 : 0;
                Thread.sleep(now == 0 ? 10 : 0);
            }
            assertTrue(written < 32_000_000, "no more than the system's buffers hold: " + written);
            release.countDown();
        }
    }

    @Test
    void answersThatNobodyReads_stopTheReadingOfRequests() throws Exception {
        try (TestService service = TestService.start();
                SocketChannel caller =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port))) {
            caller.configureBlocking(false);
            ByteBuffer requests = ByteBuffer.wrap(HEALTH.repeat(1000).getBytes(StandardCharsets.US_ASCII));
            long written = 0;
            for (int stalled = 0; stalled < 20 && written < 64_000_000; ) {
                int now = caller.write(requests.rewind());
                written += now;
                stalled = now == 0 ? stalled + 1 : 0;
                Thread.sleep(now == 0 ? 10 : 0);
            }
            assertTrue(written < 32_000_000, "no more than the system's buffers hold: " + written);
            assertEquals(200, service.get("/healthz").statusCode());
        }
    }
}
