package org.symbolon.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.common.collect.ImmutableMap;
import io.netty.handler.ssl.OpenSsl;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.LogLines;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestCertificate;
import org.symbolon.http.TestService;

/** Which library encrypts, and that each kind of key works with the one that is chosen for it. */
final class TlsLibraryTest {
    private static final boolean IS_SHIPPED = PlatformDependent.normalizedOs().equals("linux")
            && Set.of("x86_64", "aarch_64").contains(PlatformDependent.normalizedArch());

    @TempDir
    private Path folder;

    private ImmutableMap<SettingKey<?>, String> settings(TestCertificate certificate, String library)
            throws IOException, GeneralSecurityException {
        Path file = folder.resolve("both.p12");
        certificate.writePkcs12(file, "changeit");
        return ImmutableMap.of(
                CoreSettings.HTTP_TLS_CERTIFICATE,
                file.toAbsolutePath().toString(),
                TlsSettings.PASSWORD,
                "changeit",
                TlsSettings.LIBRARY,
                library);
    }

    @Test
    void boringSsl_isLoadedWhereItIsShipped() {
        assertEquals(IS_SHIPPED, OpenSsl.isAvailable(), () -> String.valueOf(OpenSsl.unavailabilityCause()));
    }

    @ParameterizedTest
    @CsvSource({
        "EC, SHA256withECDSA, auto, BoringSSL encrypts",
        "RSA, SHA256withRSA, auto, BoringSSL encrypts",
        "Ed25519, Ed25519, auto, 'the JDK encrypts, because BoringSSL has no keys of the kind EdDSA'",
        "RSA, SHA256withRSA, jdk, 'the JDK encrypts, because http.tls.library says so'"
    })
    void kindOfKey_decidesAndIsSaidInTheLog(String key, String signature, String library, String said)
            throws Exception {
        TestCertificate certificate = TestCertificate.selfSigned("service", key, signature);
        Logger logger = (Logger) LoggerFactory.getLogger(Tls.class);
        logger.setLevel(Level.INFO);
        try (LogLines log = new LogLines();
                TestService service = TestService.start(settings(certificate, library));
                SSLSocket socket = certificate.open(service.port)) {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            RawAnswer answer = RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(200, answer.status());
            String expected = IS_SHIPPED || !said.startsWith("Boring") ? said : "BoringSSL cannot be loaded here";
            assertTrue(log.text().contains(expected), log.text());
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void unknownLibrary_isRefused() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> TestService.start(settings(TestCertificate.SERVICE, "gnutls"))
                        .close());
        assertTrue(refused.getMessage().contains("http.tls.library"), refused.getMessage());
        assertTrue(refused.getMessage().contains("auto or jdk"), refused.getMessage());
    }
}
