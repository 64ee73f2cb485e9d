package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/** Values that would fail each redemption stop the start. */
class ServiceSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "drm.wv.connect.timeout, PT0.009S, PT0.01S to PT1M",
        "drm.wv.read.timeout, PT61S, PT0.01S to PT1M",
        "drm.wv.total.timeout, P99999999D, PT0.01S to PT1M",
        "drm.wv.pause, PT0.01S, PT0.1S to PT10M",
        "drm.wv.calls.max, 0, 1 to 10000",
        "drm.wv.retries, 11, 0 to 10"
    })
    void valueOutOfBounds_isRefusedWithKeyValueAndRange(String name, String value, String range) {
        SettingKey<?> key = new WidevinePlugin()
                .settings().stream()
                        .filter(setting -> setting.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Settings settings = Settings.inFolder(Path.of("data")).with(key, value);
        SettingsException refusal = assertThrows(
                SettingsException.class, () -> settings.check(new WidevinePlugin().settings(), ImmutableSet.of()));
        Object shown = value.startsWith("P") ? Duration.parse(value) : value;
        assertEquals(name + " (command line) must be from " + range + ", not " + shown, refusal.getMessage());
    }
}
