package org.symbolon.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.http.LogLines;
import org.symbolon.http.TestCertificate;
import org.symbolon.http.TestService;

/** What becomes of files of TLS that change while the service runs. */
final class TlsReloadTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestCertificate FIRST = TestCertificate.selfSigned("first");
    private static final TestCertificate SECOND = TestCertificate.selfSigned("second");

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final List<TlsIdentity> used = new ArrayList<>();

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @BeforeEach
    void write() {
        FIRST.settings(folder);
    }

    private TlsReload start() {
        TlsFiles files = new TlsFiles(
                folder.resolve("chain.pem"),
                Optional.of(folder.resolve("key.pem")),
                TlsPassword.of(""),
                Optional.empty());
        return new TlsReload(files, VERTX, now::get, meters);
    }

    private double reloads(String outcome) {
        return meters.get("symbolon.tls.reloads")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double expiry() {
        return meters.get("symbolon.tls.certificate.expiry.timestamp").gauge().value();
    }

    @Test
    void newFiles_areUsed() {
        TlsReload reload = start();
        reload.check(used::add);
        assertEquals(List.of(), used);
        SECOND.settings(folder);
        reload.check(used::add);
        assertEquals(1, used.size());
        reload.check(used::add);
        assertEquals(1, used.size());
        assertEquals(1, reloads("success"));
        assertEquals((double) SECOND.certificate().getNotAfter().toInstant().getEpochSecond(), expiry());
    }

    @Test
    void certificateWhoseKeyComesLater_isUsedOnceBothAreThere() throws Exception {
        TlsReload reload = start();
        Files.writeString(folder.resolve("chain.pem"), SECOND.chainPem());
        reload.check(used::add);
        assertEquals(Optional.empty(), reload.problem(Duration.ZERO));
        Files.writeString(folder.resolve("key.pem"), SECOND.keyPem());
        reload.check(used::add);
        assertEquals(1, used.size());
        assertEquals(0, reloads("failure"));
    }

    @Test
    void badFiles_keepTheOldCertificateAndAreSaidOnce() throws Exception {
        TlsReload reload = start();
        try (LogLines log = new LogLines()) {
            refuse(reload);
            assertEquals(4, log.text().split("the old certificate stays", -1).length);
        }
        FIRST.settings(folder);
        reload.check(used::add);
        assertEquals(Optional.empty(), reload.problem(Duration.ZERO));
        assertEquals(List.of(), used);
    }

    private void refuse(TlsReload reload) throws IOException {
        for (String bad : List.of("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            Files.writeString(folder.resolve("chain.pem"), bad);
            for (int i = 0; i < 4; i++) {
                reload.check(used::add);
            }
            assertTrue(reload.problem(Duration.ZERO).orElseThrow().contains("the old certificate stays"));
        }
        assertEquals(2, reloads("failure"));
        Files.delete(folder.resolve("chain.pem"));
        reload.check(used::add);
        reload.check(used::add);
        assertTrue(reload.problem(Duration.ZERO).orElseThrow().contains("cannot be read"));
        assertEquals(3, reloads("failure"));
    }

    @Test
    void expiredCertificate_takesNobodysPlace() {
        TlsReload reload = start();
        TestCertificate.expiring(Instant.now().minus(Duration.ofHours(1))).settings(folder);
        reload.check(used::add);
        reload.check(used::add);
        assertEquals(List.of(), used);
        assertTrue(reload.problem(Duration.ZERO).orElseThrow().contains("has expired"));
    }

    @Test
    void expiry_isWarnedOfInTime() {
        TlsReload reload = start();
        Instant end = FIRST.certificate().getNotAfter().toInstant();
        Duration week = Duration.ofDays(7);
        now.set(end.minus(week).minusMillis(1));
        assertEquals(Optional.empty(), reload.problem(week));
        now.set(end.minus(week));
        assertEquals(Optional.of("the certificate of TLS expires at " + end), reload.problem(week));
        now.set(end);
        assertEquals(Optional.of("the certificate of TLS has expired at " + end), reload.problem(week));
    }

    private static boolean isShown(TestCertificate expected, int port) throws IOException {
        try (SSLSocket socket = TestCertificate.open(expected.clients(), port)) {
            socket.startHandshake();
            return true;
        } catch (SSLException another) {
            return false;
        }
    }

    @Test
    void service_goesOnWithTheNewCertificateAndKeepsItsConnections() throws Exception {
        ImmutableMap<SettingKey<?>, String> settings = ImmutableMap.<SettingKey<?>, String>builder()
                .putAll(FIRST.settings(folder))
                .put(TlsSettings.RELOAD_INTERVAL, "PT0.1S")
                .buildOrThrow();
        try (TestService service = TestService.start(settings);
                SSLSocket kept = TestCertificate.open(FIRST.clients(), service.port)) {
            kept.startHandshake();
            SECOND.settings(folder);
            Instant limit = Instant.now().plusSeconds(30);
            while (!isShown(SECOND, service.port)) {
                assertTrue(Instant.now().isBefore(limit), "the old certificate is still there");
                Thread.sleep(20);
            }
            assertFalse(isShown(FIRST, service.port));
            kept.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertNotEquals(-1, kept.getInputStream().read());
        }
    }
}
