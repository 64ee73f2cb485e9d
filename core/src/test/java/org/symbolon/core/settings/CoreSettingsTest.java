package org.symbolon.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.Environment;

class CoreSettingsTest {
    private static final Settings DEFAULTS = Settings.inFolder(Path.of("data"));

    @Test
    void defaults_areAllValid() {
        DEFAULTS.check(CoreSettings.all(), ImmutableSet.of());
        assertEquals(ImmutableList.of(), DEFAULTS.get(CoreSettings.PLUGINS_REQUIRED));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "0.0.0.0, http://localhost:8080",
        "'::', http://localhost:8080",
        "'[::]', http://localhost:8080",
        "'::1', 'http://[::1]:8080'",
        "'[::1]', 'http://[::1]:8080'",
        "drm.example.com, http://drm.example.com:8080"
    })
    void serviceUrl_isWhereTheServiceCanBeReached(String host, String url) {
        assertEquals(url, CoreSettings.serviceUrl(DEFAULTS.with(CoreSettings.HTTP_HOST, host)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://test.localhost:8080",
        "localhost, http://test.localhost:8080",
        "'::1', http://test.localhost:8080",
        "'[::1]', http://test.localhost:8080",
        "0.0.0.0, http://test.localhost:8080",
        "10.0.0.7, http://10.0.0.7:8080",
        "drm.example.com, http://drm.example.com:8080"
    })
    void testBase_ofAServiceOnLoopback_isAHostOfTheTestEnvironment(String host, String url) {
        Settings settings = DEFAULTS.with(CoreSettings.HTTP_HOST, host);
        assertEquals(url, CoreSettings.licenseBases(settings).get(Environment.TEST));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, true", "'::', true", "'[0:0::0]', true", "127.0.0.1, false", "localhost, false"})
    void listensOnAllAddresses_knowsEverySpelling(String host, boolean all) {
        assertEquals(all, CoreSettings.listensOnAllAddresses(DEFAULTS.with(CoreSettings.HTTP_HOST, host)));
    }

    @Test
    void licenseBases_whereNoneIsGiven_areTheServiceItself() {
        Settings settings = DEFAULTS.with(CoreSettings.RIGHTS_URL_TEST, "https://{drm}.test.example.com");
        assertEquals(
                "http://127.0.0.1:8080", CoreSettings.licenseBases(settings).get(Environment.PRODUCTION));
        assertEquals(
                "https://{drm}.test.example.com",
                CoreSettings.licenseBases(settings).get(Environment.TEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://{drm}.service.example.com",
                "http://localhost:8080",
                "https://a",
                "https://[::1]:8080",
                "https://example.com/drm/{drm}"
            })
    void rightsUrl_httpOrHttps_isTaken(String text) {
        assertEquals(text, DEFAULTS.with(CoreSettings.RIGHTS_URL_TEST, text).get(CoreSettings.RIGHTS_URL_TEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "ftp://example.com",
                "https://",
                "https:///",
                "https://example.com/",
                "https://example.com?",
                "https://example.com#",
                "https://example.com\"",
                "https://exa mple.com",
                "https://user@example.com",
                "https://example.com/?a=b"
            })
    void rightsUrl_anythingElse_isRefused(String text) {
        Settings settings = DEFAULTS.with(CoreSettings.RIGHTS_URL_TEST, text);
        SettingsException refusal =
                assertThrows(SettingsException.class, () -> settings.get(CoreSettings.RIGHTS_URL_TEST));
        assertFalse(refusal.getMessage().contains(text));
    }

    @Test
    void durationsThatNobodyCanWant_areRefusedByKeyValueAndRange() {
        assertEquals(
                "records.keep (command line) must be from PT1S to P3650D, not PT23999999999976H",
                refusal(CoreSettings.RECORDS_KEEP, "P999999999999D"));
        assertEquals(
                "refresh.interval (command line) must be from PT0.1S to PT1H, not PT0.0005S",
                refusal(CoreSettings.REFRESH_INTERVAL, "PT0.0005S"));
    }

    private static String refusal(SettingKey<?> key, String value) {
        Settings settings = DEFAULTS.with(key, value);
        return assertThrows(SettingsException.class, () -> settings.get(key)).getMessage();
    }

    @Test
    void requiredPlugins_badId_isRefusedWithoutTheValue() {
        Settings settings = DEFAULTS.with(CoreSettings.PLUGINS_REQUIRED, "wv, W!devine");
        SettingsException refusal =
                assertThrows(SettingsException.class, () -> settings.get(CoreSettings.PLUGINS_REQUIRED));
        assertFalse(refusal.getMessage().contains("W!devine"), refusal::getMessage);
    }
}
