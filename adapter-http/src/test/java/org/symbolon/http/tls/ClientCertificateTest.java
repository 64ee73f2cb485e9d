package org.symbolon.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestCertificate;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** Client certificates, and which paths are served where. */
final class ClientCertificateTest {
    private static final TestCertificate AUTHORITY = TestCertificate.selfSigned("authority");
    private static final SSLContext NOBODY = TestCertificate.SERVICE.clients();
    private static final SSLContext PARTNER = TestCertificate.SERVICE.clients(Optional.of(AUTHORITY.issue("partner")));
    private static final SSLContext STRANGER =
            TestCertificate.SERVICE.clients(Optional.of(TestCertificate.selfSigned("authority")));
    private static final String KEYS = "/keystore/keys?customerAuthenticator=" + TestService.AUTHENTICATOR;
    private static final String RECORDS =
            "/cmiapi/getrecord/?errorFormat=json&customerAuthenticator=" + TestService.AUTHENTICATOR;
    private static final String TOKEN = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));

    @TempDir
    private Path folder;

    private ImmutableMap.Builder<SettingKey<?>, String> settings() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.chainPem());
        return ImmutableMap.<SettingKey<?>, String>builder()
                .putAll(TestCertificate.SERVICE.settings(folder))
                .put(TlsSettings.CLIENT_CA, file.toAbsolutePath().toString());
    }

    private static RawAnswer get(SSLContext client, int port, String target) throws IOException {
        try (SSLSocket socket = TestCertificate.open(client, port)) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void partnersOnThePublicAddress_needACertificateForTheirPathsAlone() throws Exception {
        try (TestService service = TestService.start(settings().buildOrThrow())) {
            for (String target : new String[] {KEYS, RECORDS}) {
                RawAnswer refused = get(NOBODY, service.port, target);
                assertEquals(403, refused.status(), refused.body());
                assertTrue(
                        AnswerJson.of(refused.body()).get("message").asString().contains("client certificate"),
                        refused.body());
                assertEquals(200, get(PARTNER, service.port, target).status());
                assertThrows(IOException.class, () -> get(STRANGER, service.port, target));
            }
            assertEquals(200, get(NOBODY, service.port, TOKEN).status());
            assertEquals(200, get(PARTNER, service.port, TOKEN).status());
        }
    }

    @Test
    void partnersOnTheirOwnAddress_areAloneThereAndNeedACertificateToEnter() throws Exception {
        try (TestService service =
                TestService.start(settings().put(HttpSettings.PARTNER_PORT, "0").buildOrThrow())) {
            assertThrows(IOException.class, () -> get(NOBODY, service.partnerPort, KEYS));
            assertThrows(IOException.class, () -> get(STRANGER, service.partnerPort, KEYS));
            assertEquals(200, get(PARTNER, service.partnerPort, KEYS).status());
            assertEquals(200, get(PARTNER, service.partnerPort, RECORDS).status());
            assertEquals(200, get(PARTNER, service.partnerPort, "/healthz").status());
            assertEquals(404, get(PARTNER, service.partnerPort, TOKEN).status());
            assertEquals(404, get(NOBODY, service.port, KEYS).status());
            assertEquals(404, get(NOBODY, service.port, RECORDS).status());
            assertEquals(200, get(NOBODY, service.port, TOKEN).status());
            assertEquals(200, get(NOBODY, service.port, "/healthz").status());
        }
    }

    @Test
    void authorities_needTls() {
        SettingsException refused = assertThrows(
                SettingsException.class, () -> TestService.start(ImmutableMap.of(TlsSettings.CLIENT_CA, "ca.pem")));
        assertTrue(refused.getMessage().contains("http.tls.client.ca needs"), refused.getMessage());
    }

    @Test
    void partnersWithoutTls_haveTheirOwnAddressToo() throws Exception {
        try (TestService service = TestService.start(ImmutableMap.of(HttpSettings.PARTNER_PORT, "0"))) {
            assertEquals(404, service.get(KEYS).statusCode());
            assertEquals(200, service.get(TOKEN).statusCode());
        }
    }
}
