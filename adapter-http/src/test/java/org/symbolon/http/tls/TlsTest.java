package org.symbolon.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestCertificate;
import org.symbolon.http.TestService;

/** The service behind its own TLS: which versions of TLS and HTTP it speaks, and what becomes of its answers. */
final class TlsTest {
    private static final SSLContext CLIENTS = TestCertificate.SERVICE.clients();

    @TempDir
    static Path folder;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(ImmutableMap.<SettingKey<?>, String>builder()
                .putAll(TestCertificate.SERVICE.settings(folder))
                .put(TlsSettings.HANDSHAKE_TIMEOUT, "PT0.5S")
                .put(CoreSettings.RIGHTS_URL_TEST, "http://test.example.com")
                .buildOrThrow());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> send(HttpClient.Version version, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(CLIENTS).version(version).build();
        HttpResponse<String> response =
                client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(version, response.version());
        return response;
    }

    private static HttpRequest.Builder post(String target, String body) {
        return HttpRequest.newBuilder(service.uri(target))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void tokens_areIssuedAndRedeemedOverBothVersionsOfHttp(HttpClient.Version version) throws Exception {
        HttpResponse<String> issued = send(version, post("/hms/ck/token", TestService.encode(TestService.valid("ck"))));
        assertEquals(200, issued.statusCode(), issued.body());
        assertTrue(issued.body().startsWith("https://127.0.0.1:" + service.port + "/hms/ck/rights/"), issued.body());
        String challenge = "{\"kids\":[\"s2Y2DagunG4LCYQAKjYs8g\"],\"type\":\"temporary\"}";
        HttpResponse<String> licence = send(
                version, HttpRequest.newBuilder(URI.create(issued.body())).POST(BodyPublishers.ofString(challenge)));
        assertEquals(200, licence.statusCode(), licence.body());
        HttpResponse<String> refused = send(version, post("/hms/wv/token?errorFormat=json", "a".repeat(65_537)));
        assertEquals(413, refused.statusCode(), refused.body());
        HttpResponse<String> head =
                send(version, HttpRequest.newBuilder(service.uri("/healthz")).method("HEAD", BodyPublishers.noBody()));
        assertEquals("", head.body());
    }

    @Test
    void useHttps_isGrantedWithoutAProxy() throws Exception {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("customerAuthenticator");
        parameters.put("customerAuthenticator", "201722," + TestService.TEST_SECRET);
        try (SSLSocket socket = TestCertificate.open(CLIENTS, service.port)) {
            RawAnswer answer = exchange(
                    socket,
                    "GET /hms/wv/token?useHttps=1&" + TestService.encode(parameters)
                            + " HTTP/1.1\r\nHost: test.example.com\r\nConnection: close\r\n\r\n");
            assertEquals(200, answer.status(), answer.body());
            assertTrue(answer.body().startsWith("https://test.example.com/"), answer.body());
        }
    }

    @Test
    void http10_isAnsweredAsWithoutTls_sinceLoadBalancersCheckHealthWithIt() throws Exception {
        try (SSLSocket socket = TestCertificate.open(CLIENTS, service.port)) {
            RawAnswer answer = exchange(socket, "GET /healthz HTTP/1.0\r\n\r\n");
            assertEquals(200, answer.status(), answer.body());
        }
    }

    /** Reads until the end that TLS knows: a connection that merely breaks would be an exception. */
    private static RawAnswer exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void version_isSpokenAndTheEndOfAnAnswerIsSaid(String version) throws IOException {
        try (SSLSocket socket = TestCertificate.open(CLIENTS, service.port)) {
            socket.setEnabledProtocols(new String[] {version});
            RawAnswer answer = exchange(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertEquals(200, answer.status());
            assertEquals(version, socket.getSession().getProtocol());
        }
        try (SSLSocket socket = TestCertificate.open(CLIENTS, service.port)) {
            socket.setEnabledProtocols(new String[] {version});
            assertEquals(
                    400,
                    exchange(socket, "GET /heal\tthz HTTP/1.1\r\nHost: a\r\n\r\n")
                            .status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void secondConnection_resumesTheSessionOfTheFirst(String version) throws IOException {
        SSLContext client = TestCertificate.SERVICE.clients();
        long[] created = new long[2];
        for (int i = 0; i < 2; i++) {
            try (SSLSocket socket = TestCertificate.open(client, service.port)) {
                socket.setEnabledProtocols(new String[] {version});
                exchange(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                created[i] = socket.getSession().getCreationTime();
            }
        }
        assertEquals(created[0], created[1]);
    }

    @Test
    void handshakeThatDoesNotEnd_isClosed() throws IOException {
        try (Socket silent = service.open()) {
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void plainHttp_isNotAnswered() throws IOException {
        try (Socket plain = service.open()) {
            plain.setSoTimeout(20_000);
            plain.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(!answer.contains("HTTP"), answer);
        } catch (IOException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
        }
    }

    @Test
    void pkcs12_isTakenWithItsPassword() throws Exception {
        Path file = folder.resolve("both.p12");
        TestCertificate.SERVICE.writePkcs12(file, "changeit");
        ImmutableMap<SettingKey<?>, String> settings = ImmutableMap.of(
                CoreSettings.HTTP_TLS_CERTIFICATE, file.toAbsolutePath().toString(), TlsSettings.PASSWORD, "changeit");
        try (TestService other = TestService.start(settings);
                SSLSocket socket = TestCertificate.open(CLIENTS, other.port)) {
            RawAnswer answer = exchange(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertEquals(200, answer.status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chain.pem, '', is not PKCS#12",
        "chain.pem, other.pem, is not that of the certificate",
        "chain.pem, encrypted.pem, is encrypted",
        "chain.pem, chain.pem, cannot be used",
        "nothing.pem, key.pem, cannot be read",
        "'', key.pem, http.tls.key needs http.tls.certificate",
        "wrong.p12, '', cannot be used"
    })
    void filesThatCannotBeUsed_stopTheStart(String certificate, String key, String reason) throws Exception {
        Files.writeString(
                folder.resolve("other.pem"), TestCertificate.selfSigned("other").keyPem());
        Files.writeString(
                folder.resolve("encrypted.pem"),
                TestCertificate.SERVICE.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        TestCertificate.SERVICE.writePkcs12(folder.resolve("wrong.p12"), "another");
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> TestService.start(ImmutableMap.of(
                        CoreSettings.HTTP_TLS_CERTIFICATE, absolute(certificate), TlsSettings.KEY, absolute(key))));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private static String absolute(String name) {
        return name.isEmpty() ? "" : folder.resolve(name).toAbsolutePath().toString();
    }
}
