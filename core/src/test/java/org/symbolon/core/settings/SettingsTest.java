package org.symbolon.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final SettingKey<Integer> PORT = SettingKey.number("http.port", 8080, "The port", 0, 65_535);
    private static final SettingKey<String> HOST = SettingKey.text("http.host", "127.0.0.1", "The address");
    private static final SettingKey<Duration> PATIENCE =
            SettingKey.duration("http.patience", Duration.ofSeconds(10), "How long to wait");
    private static final SettingKey<Boolean> LOUD = SettingKey.flag("http.loud", false, "Whether to shout");
    private static final SettingKey<ImmutableList<Integer>> NUMBERS =
            SettingKey.list("http.numbers", "1, 2", "Numbers", Integer::valueOf);
    private static final ImmutableList<SettingKey<?>> KEYS = ImmutableList.of(PORT, HOST, PATIENCE, LOUD, NUMBERS);

    @TempDir
    private Path folder;

    private Settings settings(String file, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), file);
        return Settings.read(folder, Optional.empty(), environment);
    }

    private static Settings with(SettingKey<?> key, String value) {
        return Settings.inFolder(Path.of("data")).with(key, value);
    }

    @Test
    void get_nothingGiven_isTheDefault() {
        Settings settings = Settings.read(folder, Optional.empty(), Map.of("PATH", "/bin"));
        assertEquals(8080, settings.get(PORT));
        assertEquals("127.0.0.1", settings.get(HOST));
        assertEquals(Duration.ofSeconds(10), settings.get(PATIENCE));
        assertEquals(false, settings.get(LOUD));
        assertEquals(ImmutableList.of(1, 2), settings.get(NUMBERS));
        assertEquals(folder, settings.dataFolder());
    }

    @Test
    void get_optionBeforeEnvironmentBeforeFile() throws IOException {
        Settings file = settings("http.port = 1 \nhttp.host=ünï", Map.of());
        Settings environment = settings("http.port=1", Map.of("SYMBOLON_HTTP_PORT", " 2 "));
        assertEquals(1, file.get(PORT));
        assertEquals("ünï", file.get(HOST));
        assertEquals(2, environment.get(PORT));
        assertEquals(3, environment.with(PORT, "3").get(PORT));
        assertEquals(4, environment.with(PORT, "3").with(PORT, "4").get(PORT));
        assertEquals(2, environment.get(PORT), "the settings themselves have not changed");
    }

    @Test
    void read_namedFile_isReadInsteadOfTheUsualOne() throws IOException {
        Path named = Files.writeString(folder.resolve("named"), "http.port=9");
        Files.writeString(folder.resolve(Settings.FILE), "http.port=1");
        assertEquals(9, Settings.read(folder, Optional.of(named), Map.of()).get(PORT));
    }

    @Test
    void read_fileThatIsNotThereOrNoPropertiesOrNoUtf8_isRefusedByName() throws IOException {
        Files.writeString(folder.resolve("escape"), "http.host=\\uXYZ");
        Files.write(folder.resolve("latin1"), "http.host=ü".getBytes(StandardCharsets.ISO_8859_1));
        for (String name : new String[] {"absent", "escape", "latin1"}) {
            Optional<Path> file = Optional.of(folder.resolve(name));
            SettingsException refusal =
                    assertThrows(SettingsException.class, () -> Settings.read(folder, file, Map.of()));
            assertEquals("the settings in " + folder.resolve(name) + " cannot be read", refusal.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 'must be from 0 to 65535, not -1'",
        "65536, 'must be from 0 to 65535, not 65536'",
        "99999999999, must be a whole number",
        "80 80, must be a whole number",
        "http, must be a whole number",
        "'', must be a whole number"
    })
    void get_badNumber_isRefusedWithTheRule(String text, String rule) {
        assertRefused(PORT, text, rule);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 'must be from PT0.001S to P36500D, not PT0S'",
        "PT-1S, 'must be from PT0.001S to P36500D, not PT-1S'",
        "PT0.000999999S, 'must be from PT0.001S to P36500D, not PT0.000999999S'",
        "P36500DT0.001S, 'must be from PT0.001S to P36500D, not PT876000H0.001S'",
        "P999999999999999999D, must be a duration such as PT10S",
        "10, must be a duration such as PT10S",
        "10s, must be a duration such as PT10S",
        "'', must be a duration such as PT10S"
    })
    void get_badDuration_isRefusedWithTheRule(String text, String rule) {
        assertRefused(PATIENCE, text, rule);
    }

    @ParameterizedTest
    @CsvSource({"PT0.099S, false", "PT0.1S, true", "P2D, true", "PT48H0.001S, false"})
    void get_durationWithARange_isTakenWithinItAlone(String text, boolean valid) {
        SettingKey<Duration> key = SettingKey.duration(
                "http.pause",
                Duration.ofHours(24),
                "A pause",
                Range.closed(Duration.ofMillis(100), Duration.ofDays(2)));
        assertEquals(Optional.of("PT0.1S to P2D"), key.range());
        assertEquals("P1D", key.defaultText());
        if (valid) {
            assertEquals(Duration.parse(text), with(key, text).get(key));
        } else {
            assertRefused(key, text, "must be from PT0.1S to P2D, not " + text);
        }
    }

    @Test
    void range_isThatOfNumbersAndDurationsAlone() {
        assertEquals(Optional.of("0 to 65535"), PORT.range());
        assertEquals(Optional.of("PT0.001S to P36500D"), PATIENCE.range());
        assertEquals(Optional.empty(), HOST.range());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "True", ""})
    void get_badFlag_isRefusedWithoutTheValue(String text) {
        assertRefused(LOUD, text, "must be true or false");
    }

    private static void assertRefused(SettingKey<?> key, String text, String rule) {
        Settings settings = with(key, text);
        SettingsException refusal = assertThrows(SettingsException.class, () -> settings.get(key));
        assertEquals(key.name() + " (command line) " + rule, refusal.getMessage());
    }

    @Test
    void get_badValue_saysWhereItWasGiven() throws IOException {
        SettingKey<String> secret = SettingKey.of("http.secret", "", "A secret", refuseAll("must be better"));
        assertMessage(secret, settings("http.secret=s3cr3t", Map.of()), "settings file");
        assertMessage(secret, settings("", Map.of("SYMBOLON_HTTP_SECRET", "s3cr3t")), "SYMBOLON_HTTP_SECRET");
        assertMessage(secret, with(secret, "s3cr3t"), "command line");
        assertMessage(secret, Settings.inFolder(folder), "default");
    }

    private static void assertMessage(SettingKey<?> key, Settings settings, String origin) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> settings.get(key));
        assertEquals("http.secret (" + origin + ") must be better", refusal.getMessage());
        assertFalse(refusal.toString().contains("s3cr3t"));
    }

    private static Function<String, String> refuseAll(String rule) {
        return text -> {
            throw new IllegalArgumentException(rule);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|[]", "7|[7]", " 7 , 8,,9, |[7, 8, 9]"})
    void list_isSplitAtCommas(String text, String numbers) {
        assertEquals(numbers, with(NUMBERS, text).get(NUMBERS).toString());
    }

    @Test
    void check_unknownKeyInTheFile_isRefused() throws IOException {
        assertUnknown(settings("http.port=1\nhttp.prot=2", Map.of()), "http.prot (settings file) is no setting");
        assertUnknown(settings("httpx.port=1", Map.of()), "httpx.port (settings file) is no setting");
    }

    @Test
    void check_unknownVariable_isRefused() throws IOException {
        assertUnknown(
                settings("", Map.of("SYMBOLON_HTTP_PROT", "1")), "SYMBOLON_HTTP_PROT (environment) is no setting");
    }

    private static void assertUnknown(Settings settings, String message) {
        SettingsException refusal =
                assertThrows(SettingsException.class, () -> settings.check(KEYS, ImmutableSet.of("cli")));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void check_knownForeignAndLauncherKeys_pass() throws IOException {
        Map<String, String> environment = ImmutableMap.of(
                "SYMBOLON_HTTP_PORT", "1", "SYMBOLON_CLI_COLOUR", "red", "SYMBOLON_DATA", "/d", "HTTP_PROT", "1");
        Settings settings = settings("http.host=x\ncli.colour=red", environment);
        settings.check(KEYS, ImmutableSet.of("cli"));
        assertEquals(1, settings.get(PORT));
    }

    @Test
    void check_badValueOfAKnownKey_isRefused() throws IOException {
        assertUnknown(settings("http.loud=maybe", Map.of()), "http.loud (settings file) must be true or false");
    }

    @Test
    void variable_isTheKeyInCapitals() {
        assertEquals("SYMBOLON_HTTP_PORT", PORT.variable());
    }

    @Test
    void problems_areAllThatCheckRefuses() throws IOException {
        Settings settings = settings("http.prot=1\nhttp.port=x", Map.of("SYMBOLON_HTTP_LOWD", "1"));
        assertEquals(
                ImmutableList.of(
                        "http.prot (settings file) is no setting",
                        "SYMBOLON_HTTP_LOWD (environment) is no setting",
                        "http.port (settings file) must be a whole number"),
                settings.problems(KEYS, ImmutableSet.of()).stream()
                        .map(Throwable::getMessage)
                        .toList());
    }

    @Test
    void given_saysWhoGaveIt() throws IOException {
        Settings settings = settings("http.port=1\nhttp.host=h", Map.of("SYMBOLON_HTTP_PORT", "2"));
        assertEquals(
                new Settings.Origin("SYMBOLON_HTTP_PORT", Optional.empty()),
                settings.given(PORT).origin());
        assertEquals(
                new Settings.Given(
                        "h", new Settings.Origin("settings file", Optional.of(folder.resolve(Settings.FILE)))),
                settings.given(HOST));
        assertEquals(
                "command line", settings.with(HOST, "i").given(HOST).origin().text());
        assertEquals("false", settings.given(LOUD).text());
        assertTrue(settings.given(LOUD).origin().isDefault());
    }

    @ParameterizedTest
    @CsvSource({"store.password, true", "http.tls.passphrase, true", "http.port, false", "password.file, false"})
    void isSecret_followsFromTheName(String name, boolean secret) {
        assertEquals(secret, SettingKey.text(name, "", "Something").isSecret());
    }
}
