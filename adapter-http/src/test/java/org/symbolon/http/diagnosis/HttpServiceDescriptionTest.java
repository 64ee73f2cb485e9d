package org.symbolon.http.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import org.symbolon.core.diagnosis.ServiceDescription;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.HttpService;
import org.symbolon.http.TestCertificate;

class HttpServiceDescriptionTest {
    private static final ImmutableSet<DrmId> DRMS = ImmutableSet.of(new DrmId("wv"));

    /** Settings as {@code key=value key=value}. */
    private static Settings settings(String given) {
        Map<String, String> environment =
                Splitter.on(' ').omitEmptyStrings().withKeyValueSeparator('=').split(given);
        return Settings.read(
                Path.of("target", "no-such-folder"),
                Optional.empty(),
                environment.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> "SYMBOLON_"
                                        + entry.getKey()
                                                .toUpperCase(Locale.ROOT)
                                                .replace('.', '_'),
                                Map.Entry::getValue)));
    }

    private static ImmutableList<Finding> examine(Settings settings) {
        return new HttpServiceDescription().examine(settings, DRMS);
    }

    @Test
    void isFoundByItsInterface_withTheSettingsOfTheService() {
        List<ServiceDescription> found = ServiceLoader.load(ServiceDescription.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        assertEquals(1, found.size());
        assertEquals(HttpService.settings(), found.get(0).settings());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // settings | subject | level
                "'', address, WARNING",
                "rights.url.production=https://drm.example.com, address, OK",
                "rights.url.production=http://drm.example.com, address, WARNING",
                "http.host=0.0.0.0, address, PROBLEM",
                "http.host=0.0.0.0 rights.url.production=https://a.example.com rights.url.test=https://test.a.example,"
                        + " address, OK",
                "http.host=192.0.2.7 rights.url.production=https://test.example.com, address, PROBLEM",
                "'', proxies, OK",
                "rights.url.production=https://drm.example.com, proxies, WARNING",
                "rights.url.production=https://drm.example.com http.proxies.trusted=127.0.0.1/32, proxies, OK",
                "http.proxies.trusted=0.0.0.0/0, proxies, PROBLEM",
                "http.proxies.trusted=::/0, proxies, PROBLEM",
                "http.proxies.trusted=10.0.0.0/8, proxies, OK",
                "'', origins, OK",
                "rights.url.production=https://drm.example.com, origins, WARNING",
                "rights.url.production=https://drm.example.com http.cors.origins=https://p.example.com, origins, OK"
            })
    void findings(String settings, String subject, Level worst) {
        ImmutableList<Finding> found = examine(settings(settings)).stream()
                .filter(finding -> finding.subject().equals(subject))
                .collect(ImmutableList.toImmutableList());
        assertEquals(
                worst, found.stream().map(Finding::level).max(Level::compareTo).orElseThrow(), found.toString());
        found.stream()
                .filter(finding -> finding.level() != Level.OK)
                .forEach(finding -> assertFalse(finding.remedy().isEmpty(), finding.text()));
    }

    @Test
    void tls_isExaminedWhereItIsSwitchedOn(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), levelsOfTls(folder, Optional.empty()));
        assertEquals(List.of(Level.OK), levelsOfTls(folder, Optional.of(TestCertificate.SERVICE)));
        Instant now = Instant.now();
        assertEquals(
                List.of(Level.WARNING),
                levelsOfTls(folder, Optional.of(TestCertificate.expiring(now.plus(Duration.ofDays(3))))));
        assertEquals(
                List.of(Level.PROBLEM),
                levelsOfTls(folder, Optional.of(TestCertificate.expiring(now.minus(Duration.ofDays(3))))));
        TestCertificate mixed = new TestCertificate(
                TestCertificate.SERVICE.certificate(),
                TestCertificate.selfSigned("other").keys());
        assertEquals(List.of(Level.PROBLEM), levelsOfTls(folder, Optional.of(mixed)));
    }

    private static List<Level> levelsOfTls(Path folder, Optional<TestCertificate> certificate) {
        Settings settings = settings("");
        for (var setting : certificate
                .map(given -> given.settings(folder))
                .orElse(ImmutableMap.of())
                .entrySet()) {
            settings = settings.with(setting.getKey(), setting.getValue());
        }
        return examine(settings).stream()
                .filter(finding -> finding.subject().equals("TLS"))
                .map(Finding::level)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "65536, '', OK",
        "4096, '', OK",
        "4095, '', WARNING",
        "1024, http.connections.max=768, WARNING",
        "1024, http.connections.max=769, PROBLEM"
    })
    void fileLimit(long files, String given, Level level) {
        ImmutableList<Finding> found = new FileLimitCheck(() -> files).run(settings(given), DRMS);
        assertEquals(List.of(level), found.stream().map(Finding::level).toList());
    }
}
