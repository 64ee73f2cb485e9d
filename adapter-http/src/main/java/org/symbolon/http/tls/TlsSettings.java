package org.symbolon.http.tls;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/** The settings of TLS, besides {@link CoreSettings#HTTP_TLS_CERTIFICATE}, which switches it on. */
public final class TlsSettings {
    public static final SettingKey<String> KEY = SettingKey.text(
            "http.tls.key",
            "",
            "The file with the private key of http.tls.certificate, PEM without a password; empty where that file is"
                    + " PKCS#12");

    public static final SettingKey<TlsPassword> PASSWORD = SettingKey.of(
            "http.tls.password",
            "",
            "The password of http.tls.certificate where that is PKCS#12, a secret",
            TlsPassword::of);

    public static final SettingKey<String> CLIENT_CA = SettingKey.text(
            "http.tls.client.ca",
            "",
            "The file with the certificates, PEM, of the authorities that sign client certificates; where it is set,"
                    + " only callers with such a certificate may use /keystore and /cmiapi");

    public static final SettingKey<Duration> RELOAD_INTERVAL = SettingKey.duration(
            "http.tls.reload.interval",
            Duration.ofSeconds(10),
            "How often the files of TLS are read again, so that a new certificate comes into force",
            Range.closed(Duration.ofMillis(100), Duration.ofHours(1)));

    public static final SettingKey<Duration> EXPIRY_WARNING = SettingKey.duration(
            "http.tls.expiry.warning",
            Duration.ofDays(14),
            "How long before the certificate expires the readiness of the service has a warning",
            Range.closed(Duration.ofSeconds(1), Duration.ofDays(365)));

    public static final SettingKey<Duration> HANDSHAKE_TIMEOUT = SettingKey.duration(
            "http.tls.handshake.timeout",
            Duration.ofSeconds(10),
            "How long a TLS handshake may take before the connection is closed",
            Range.closed(Duration.ofMillis(100), Duration.ofMinutes(10)));

    private TlsSettings() {}

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(KEY, PASSWORD, CLIENT_CA, RELOAD_INTERVAL, EXPIRY_WARNING, HANDSHAKE_TIMEOUT);
    }

    /** The files of TLS; empty without TLS. */
    static Optional<TlsFiles> files(Settings settings) {
        Optional<Path> certificate = file(settings, CoreSettings.HTTP_TLS_CERTIFICATE);
        if (certificate.isEmpty()) {
            Stream.of(KEY, CLIENT_CA)
                    .filter(key -> !settings.get(key).isEmpty())
                    .findFirst()
                    .ifPresent(key -> {
                        throw new SettingsException(
                                key.name() + " needs " + CoreSettings.HTTP_TLS_CERTIFICATE.name() + " as well");
                    });
        }
        return certificate.map(
                path -> new TlsFiles(path, file(settings, KEY), settings.get(PASSWORD), file(settings, CLIENT_CA)));
    }

    private static Optional<Path> file(Settings settings, SettingKey<String> key) {
        return Optional.of(settings.get(key)).filter(text -> !text.isEmpty()).map(settings.dataFolder()::resolve);
    }
}
