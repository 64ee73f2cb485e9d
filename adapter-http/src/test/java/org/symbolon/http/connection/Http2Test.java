package org.symbolon.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.connection.FrameClient.CONTINUATION;
import static org.symbolon.http.connection.FrameClient.DATA;
import static org.symbolon.http.connection.FrameClient.END_HEADERS;
import static org.symbolon.http.connection.FrameClient.END_STREAM;
import static org.symbolon.http.connection.FrameClient.GOAWAY;
import static org.symbolon.http.connection.FrameClient.HEADERS;
import static org.symbolon.http.connection.FrameClient.PING;
import static org.symbolon.http.connection.FrameClient.RST_STREAM;
import static org.symbolon.http.connection.FrameClient.SETTINGS;
import static org.symbolon.http.connection.FrameClient.WINDOW_UPDATE;
import static org.symbolon.http.connection.FrameClient.block;
import static org.symbolon.http.connection.FrameClient.head;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.http.TestCertificate;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** HTTP/2 has the bounds of HTTP/1: what is wrong, too much or too slow is refused, and others are served meanwhile. */
final class Http2Test {
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final String TOKEN = "/hms/wv/token?errorFormat=json";

    @TempDir
    static Path folder;

    private static TestService service;

    /** Closes what does nothing for a second, so only for tests in which that is meant to happen. */
    private static TestService impatient;

    private static HttpClient others;

    private final List<AutoCloseable> crowd = new ArrayList<>();

    @BeforeAll
    static void start() {
        service = start(ImmutableMap.of(
                HttpSettings.REQUEST_TIMEOUT, "PT1S",
                HttpSettings.MEMORY_MAX, "1000000",
                HttpSettings.STREAMS_MAX, "20"));
        impatient = start(ImmutableMap.of(HttpSettings.IDLE_TIMEOUT, "PT1S", HttpSettings.STREAMS_MAX, "20"));
        others = HttpClient.newBuilder()
                .sslContext(TestCertificate.SERVICE.clients())
                .build();
    }

    private static TestService start(ImmutableMap<SettingKey<?>, String> changed) {
        return TestService.start(ImmutableMap.<SettingKey<?>, String>builder()
                .putAll(TestCertificate.SERVICE.settings(folder))
                .putAll(changed)
                .buildOrThrow());
    }

    @AfterAll
    static void stop() {
        service.close();
        impatient.close();
    }

    @AfterEach
    void leave() throws Exception {
        for (AutoCloseable one : crowd) {
            one.close();
        }
    }

    private FrameClient join() throws IOException {
        return join(FrameClient.open(service.port));
    }

    private FrameClient join(FrameClient client) {
        crowd.add(client);
        return client;
    }

    private static void assertOthersAreServed(TestService asked) throws IOException {
        try {
            HttpResponse<String> answer = others.send(
                    HttpRequest.newBuilder(asked.uri("/hms/wv/token?" + TestService.encode(TestService.valid("wv"))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"/healthz, 200", "/nothing, 404", "healthz, 400", "https://a/healthz, 400", "'/healthz\t', 400"})
    void path_isReadAsOverHttp1(String path, String status) throws IOException {
        FrameClient client = join();
        client.get(1, path);
        assertEquals(status, client.status(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 60_000})
    void headThatIsTooLong_isRefused(int length) throws IOException {
        FrameClient client = join();
        byte[] block = block(
                ":method", "GET", ":scheme", "https", ":path", "/healthz", ":authority", "a", "x", "a".repeat(length));
        client.send(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 16_000));
        int at = 16_000;
        while (at < block.length) {
            int end = Math.min(at + 16_000, block.length);
            int flags = end == block.length ? END_HEADERS : 0;
            client.send(CONTINUATION, flags, 1, Arrays.copyOfRange(block, at, end));
            at = end;
        }
        assertEquals("431", client.status(1));
        client.get(3, "/healthz");
        assertEquals("200", client.status(3));
    }

    @Test
    void lineOrHeadersBeyondTheirBounds_areRefusedLikeOverHttp1() throws IOException {
        FrameClient client = join();
        String[] many = new String[8 + 2 * 129];
        System.arraycopy(
                new String[] {":method", "GET", ":scheme", "https", ":path", "/healthz", ":authority", "a"},
                0,
                many,
                0,
                8);
        for (int i = 8; i < many.length; i += 2) {
            many[i] = "x" + i;
            many[i + 1] = "";
        }
        client.send(HEADERS, END_STREAM | END_HEADERS, 1, block(many));
        assertEquals("431", client.status(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-encoding=chunked", "connection=close", "X=a", "content-length=-1", ":path=/a"})
    void headerThatHttp2DoesNotAllow_endsTheStream(String header) throws IOException {
        FrameClient client = join();
        int equals = header.indexOf('=', 1);
        client.send(
                HEADERS,
                END_STREAM | END_HEADERS,
                1,
                block(
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":path",
                        "/healthz",
                        ":authority",
                        "a",
                        header.substring(0, equals),
                        header.substring(equals + 1)));
        FrameClient.Frame frame = client.await(got -> got.type() == RST_STREAM || got.type() == GOAWAY);
        assertEquals(PROTOCOL_ERROR, frame.number(frame.type() == GOAWAY ? 4 : 0));
    }

    @Test
    void methodHead_hasNoBody() throws IOException {
        FrameClient client = join();
        client.send(HEADERS, END_STREAM | END_HEADERS, 1, head("HEAD", "/healthz"));
        FrameClient.Frame first = client.await(frame -> frame.stream() == 1);
        assertTrue(first.type() == HEADERS && first.endsStream(), first.toString());
    }

    @Test
    void moreStreamsThanAllowed_areRefusedToBeSentAgain() throws IOException {
        FrameClient client = join();
        for (int stream = 1; stream <= 2 * 21; stream += 2) {
            client.send(HEADERS, END_HEADERS, stream, head("POST", "/hms/wv/token"));
        }
        FrameClient.Frame reset = client.await(RST_STREAM);
        assertEquals(41, reset.stream());
        assertEquals(REFUSED_STREAM, reset.number(0));
        assertEquals("408", client.status(1));
    }

    @Test
    void bodyThatDoesNotEnd_is408AndItsStreamEnds() throws IOException {
        FrameClient client = join();
        client.send(HEADERS, END_HEADERS, 1, head("POST", TOKEN));
        client.send(DATA, 0, 1, "kid=a".getBytes(StandardCharsets.US_ASCII));
        assertEquals("408", client.status(1));
        FrameClient.Frame reset = client.await(RST_STREAM);
        assertEquals(0, reset.number(0), "no error");
        client.get(3, "/healthz");
        assertEquals("200", client.status(3));
    }

    @Test
    void bodyBehindARefusal_isNotTakenForAnError() throws IOException {
        FrameClient client = join();
        client.send(
                HEADERS,
                END_HEADERS,
                1,
                head("POST", TOKEN + "&customerAuthenticator=201722,00000000000000000000000000000000"));
        client.send(DATA, END_STREAM, 1, new byte[1000]);
        client.get(3, "/healthz");
        assertEquals("401", client.status(1));
        assertEquals("200", client.status(3));
        client.get(5, "/healthz");
        assertEquals("200", client.status(5));
    }

    @Test
    void bodiesThatDoNotEnd_giveWayToOthers() throws IOException {
        for (int i = 0; i < 12; i++) {
            FrameClient client = join();
            for (int stream = 1; stream < 6; stream += 2) {
                client.send(HEADERS, END_HEADERS, stream, head("POST", "/hms/wv/token"));
                for (int part = 0; part < 3; part++) {
                    client.send(DATA, 0, stream, new byte[15_000]);
                }
            }
            assertOthersAreServed(service);
        }
    }

    @Test
    void headsThatDoNotEnd_giveWayToOthers() throws IOException {
        try (TestService narrow =
                start(ImmutableMap.of(HttpSettings.MEMORY_MAX, "700000", HttpSettings.IDLE_TIMEOUT, "PT1M"))) {
            for (int i = 0; i < 12; i++) {
                FrameClient client = join(FrameClient.open(narrow.port));
                client.send(HEADERS, END_STREAM, 1, new byte[16_000]);
                client.send(repeat(3, FrameClient.frame(CONTINUATION, 0, 1, new byte[16_000])));
                assertOthersAreServed(narrow);
            }
            int cut = 0;
            for (AutoCloseable client : crowd) {
                // A frame of another kind is an error within a head, which the service says where it still listens.
                cut += flood((FrameClient) client, new byte[9]).isEmpty() ? 1 : 0;
            }
            assertTrue(cut > 0 && cut < crowd.size(), cut + " were cut");
        }
    }

    private static byte[] repeat(int times, byte[]... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            for (byte[] frame : frames) {
                bytes.writeBytes(frame);
            }
        }
        return bytes.toByteArray();
    }

    /** Sends all of it, unless the service closes before. */
    private static Optional<Integer> flood(FrameClient client, byte[] bytes) throws IOException {
        try {
            client.send(bytes);
        } catch (SocketException closed) {
            assertTrue(closed.getMessage() != null);
        }
        return client.end();
    }

    @Test
    void floodOfPingsOrSettings_endsTheConnection() throws IOException {
        for (byte[] useless : List.of(
                FrameClient.frame(PING, 0, 0, new byte[8]),
                FrameClient.frame(SETTINGS, 0, 0, new byte[0]),
                FrameClient.frame(0xfa, 0, 0, new byte[0]),
                FrameClient.frame(2, 0, 1, new byte[5]))) {
            FrameClient client = join();
            flood(client, repeat(5000, useless));
            assertTrue(client.framesRead() < 1100, "there were answers to " + client.framesRead());
            assertOthersAreServed(service);
        }
    }

    @Test
    void someHundredPings_areAnswered() throws IOException {
        FrameClient client = join();
        client.send(repeat(900, FrameClient.frame(PING, 0, 0, new byte[8])));
        for (int i = 0; i < 900; i++) {
            client.await(PING);
        }
        client.get(1, "/healthz");
        assertEquals("200", client.status(1));
    }

    @Test
    void rapidReset_endsTheConnection() throws IOException {
        FrameClient client = join();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int stream = 1; stream < 2000; stream += 2) {
            bytes.writeBytes(FrameClient.frame(HEADERS, END_HEADERS, stream, head("POST", "/hms/wv/token")));
            bytes.writeBytes(FrameClient.frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
        }
        assertEquals(Optional.of(ENHANCE_YOUR_CALM), flood(client, bytes.toByteArray()));
        assertOthersAreServed(service);
    }

    @Test
    void continuationsWithoutAnEnd_endTheConnection() throws IOException {
        FrameClient client = join();
        client.send(HEADERS, END_STREAM, 1, head("GET", "/healthz"));
        assertEquals(
                Optional.of(ENHANCE_YOUR_CALM),
                flood(client, repeat(1000, FrameClient.frame(CONTINUATION, 0, 1, new byte[0]))));
    }

    @Test
    void callerWhoNeverReads_isCutAndHoldsNobodyUp() throws IOException {
        try (FrameClient client = FrameClient.open(impatient.port, FrameClient.setting(4, 0))) {
            for (int stream = 1; stream < 40; stream += 2) {
                client.get(stream, "/healthz");
            }
            assertOthersAreServed(impatient);
            client.end();
        }
    }

    @Test
    void answerThatNobodyReads_endsAConnectionThatIsUsedOtherwise() throws Exception {
        FrameClient client = join(FrameClient.open(impatient.port, FrameClient.setting(4, 0)));
        client.get(1, "/healthz");
        int stream = 3;
        try {
            while (stream < 100_000) {
                client.get(stream, "/healthz");
                client.send(WINDOW_UPDATE, 0, stream, new byte[] {0, 0, 1, 0});
                assertEquals("200", client.status(stream));
                stream += 2;
                Thread.sleep(5);
            }
        } catch (EOFException | SocketException | SSLException closed) {
            assertTrue(stream > 3);
        }
        assertTrue(stream < 100_000, "the connection is still open");
    }

    @Test
    void connectionThatSaysNothingOrNoHttp2_isClosed() throws IOException {
        join(FrameClient.silent(impatient.port)).end();
        join(FrameClient.open(impatient.port)).end();
        FrameClient wrong = join(FrameClient.silent(impatient.port));
        wrong.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wrong.end();
    }

    @Test
    void frameThatIsTooLong_endsTheConnection() throws IOException {
        FrameClient client = join();
        client.send(new byte[] {0x7f, -1, -1, 0, 0, 0, 0, 0, 1});
        assertTrue(client.end().isPresent());
    }

    @Test
    void handshakesOfOneAddress_giveWayToIt() throws Exception {
        try (TestService narrow = start(ImmutableMap.of(HttpSettings.CONNECTIONS_OF_ADDRESS_MAX, "6"))) {
            for (int i = 0; i < 20; i++) {
                crowd.add(narrow.open());
                crowd.add(narrow.open()); // of another event loop; each makes room among its own
                assertEquals("200", statusOfAnother(narrow));
            }
            assertEquals(-1, ((Socket) crowd.get(0)).getInputStream().read());
            leave();
        }
    }

    /** Tries again where one of the crowd was accepted after it, and so it had to give way itself. */
    private static String statusOfAnother(TestService service) throws IOException {
        SSLHandshakeException closed = new SSLHandshakeException("not tried");
        for (int attempt = 0; attempt < 5; attempt++) {
            try (FrameClient other = FrameClient.open(service.port)) {
                other.get(1, "/healthz");
                return other.status(1);
            } catch (SSLHandshakeException e) {
                closed = e;
            }
        }
        throw closed;
    }

    @Test
    void end_isAnnouncedAndWhatIsUnderWayIsAnswered() throws Exception {
        TestService ending = start(ImmutableMap.of());
        FrameClient client = join(FrameClient.open(ending.port));
        byte[] body = TestService.encode(TestService.valid("wv")).getBytes(StandardCharsets.US_ASCII);
        client.send(
                HEADERS,
                END_HEADERS,
                1,
                block(
                        ":method",
                        "POST",
                        ":scheme",
                        "https",
                        ":path",
                        "/hms/wv/token",
                        ":authority",
                        "a",
                        "content-type",
                        "application/x-www-form-urlencoded"));
        client.get(3, "/healthz");
        assertEquals("200", client.status(3));
        Thread end = new Thread(ending::close);
        end.start();
        FrameClient.Frame first = client.await(GOAWAY);
        assertEquals(Integer.MAX_VALUE, first.number(0));
        assertEquals(0, first.number(4));
        client.get(5, "/healthz");
        assertEquals("200", client.status(5));
        client.send(DATA, END_STREAM, 1, body);
        assertEquals("200", client.status(1));
        assertEquals(Optional.of(0), client.end());
        end.join();
    }
}
