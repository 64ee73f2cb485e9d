package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.Environment;
import tools.jackson.databind.JsonNode;

class CatalogueCommandsTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder);
    }

    @Test
    void errors_areTheWholeCatalogue() {
        try (Symbolon symbolon = symbolon()) {
            ImmutableList<ErrorCode> all = symbolon.drms().errorCodes();
            JsonNode errors = operator.json("errors");
            String text = operator.run("errors").out();

            assertEquals(all.size(), errors.size());
            for (int i = 0; i < all.size(); i++) {
                ErrorCode code = all.get(i);
                assertEquals(code.number(), errors.get(i).get("code").intValue());
                assertEquals(
                        code.description().remedy(), errors.get(i).get("remedy").stringValue());
                assertTrue(text.contains("[" + code.number() + "] " + code.message() + "\n"), code.message());
                assertTrue(text.contains(code.description().raised()), code.message());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2005", "2005"})
    void oneCode_withOrWithoutItsMinusSign(String code) {
        Answer answer = operator.run("errors", code);

        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(
                answer.out().startsWith("[-2005] Invalid content encryption key\n  status 400, followed by details\n"));
        JsonNode json = operator.json("errors", code);
        assertEquals(-2005, json.get("code").intValue());
        assertEquals(400, json.get("status").intValue());
        assertTrue(json.get("details").booleanValue());
    }

    @Test
    void oneCode_inAnotherLanguage_keepsTheEnglishMessage() {
        String english = operator.run("errors", "-2005").out();
        String text = operator.run("errors", "-2005", "--lang", "ja").out();
        JsonNode json = operator.json("errors", "-2005", "--lang", "ja");

        assertEquals("""
                [-2005] Invalid content encryption key
                  コンテンツ暗号化キーが正しくありません
                  ステータス 400、後に詳細が続く
                  原因: コンテンツキーが指定されていないか、contentKey が 16 進数ではありません。
                  対処: contentKey(16 進数 32 桁)、kek と ek、または kek と保存済みキーの kid を送ってください。
                """, text);
        assertEquals("Invalid content encryption key", json.get("message").stringValue());
        assertEquals("コンテンツ暗号化キーが正しくありません", json.get("localized").stringValue());
        assertEquals(
                "コンテンツキーが指定されていないか、contentKey が 16 進数ではありません。",
                json.get("raised").stringValue());
        assertEquals(english, operator.run("errors", "-2005", "--lang", "en").out());
        assertFalse(operator.json("errors", "-2005").has("localized"));
    }

    @Test
    void errorOfAPlayer_inAnotherLanguage() {
        assertEquals("""
                Shaka Player: 6012 NO_LICENSE_SERVER_GIVEN
                  betyder: Det finns ingen licens-URL för manifestets DRM-system.
                  här: Ge licens-URL:en ur tokensvaret till drm.servers; ingen begäran kom hit.
                """, operator.run("errors", "6012", "--lang", "sv").out());
    }

    @Test
    void languageThatThereIsNot_isRefused() {
        Answer answer = operator.run("errors", "--lang", "zh-CN");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("must be en, ko, ja, zh-Hant or sv"), answer.err());
    }

    @Test
    void codeThatIsNotInTheCatalogue_isRefused() {
        Answer answer = operator.run("errors", "-1");

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no error code -1\n", answer.err());
    }

    /** Signed as devices log it, unsigned as Safari shows it, and by names where a player has no numbers. */
    @ParameterizedTest
    @CsvSource({
        "-42605, 'FairPlay, key security module: -42605 invalidCertificateErr'",
        "4294924691, 'FairPlay, key security module: -42605 invalidCertificateErr'",
        "42605, 'FairPlay, key security module: -42605 invalidCertificateErr'",
        "4294955460, 'AVFoundation: -11836 AVErrorApplicationIsNotAuthorized'",
        "-42668, 'FairPlay, device: -42668'",
        "6012, 'Shaka Player: 6012 NO_LICENSE_SERVER_GIVEN'",
        "114, 'dash.js: 114 MEDIA_KEY_MESSAGE_LICENSER_ERROR_CODE'",
        "5, 'video.js: 5 MEDIA_ERR_ENCRYPTED'",
        "media_err_encrypted, 'video.js: 5 MEDIA_ERR_ENCRYPTED'",
        "keySystemNoKeys, 'hls.js: keySystemNoKeys'"
    })
    void errorOfAPlayer_isExplainedByNumberAndByName(String code, String firstLine) {
        Answer answer = operator.run("errors", code);

        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals(firstLine, answer.out().lines().findFirst().orElseThrow());
    }

    @Test
    void numberOfSeveral_isExplainedForEach() {
        String text = operator.run("errors", "6004").out();
        JsonNode json = operator.json("errors", "6004");

        assertTrue(text.startsWith("[-6004] Failed to generate CKC for FP\n"), text);
        assertTrue(text.contains("\n\nShaka Player: 6004 INVALID_SERVER_CERTIFICATE\n"), text);
        assertTrue(text.contains("\n\nExoPlayer, Media3: 6004 ERROR_CODE_DRM_LICENSE_ACQUISITION_FAILED\n"), text);
        assertEquals(-6004, json.get("code").intValue());
        assertEquals(2, json.get("players").size());
        assertEquals(6004, json.get("players").get(1).get("number").intValue());
        // No player has a negative number like ours, so with its minus it is ours alone.
        assertFalse(operator.json("errors", "-6004").has("players"));
    }

    @Test
    void errorsOfPlayers_nameCodesThatThereAre_andAreThereOnce() {
        try (Symbolon symbolon = symbolon()) {
            Set<String> seen = new HashSet<>();
            for (PlayerErrors.PlayerError error : PlayerErrors.all()) {
                assertTrue(seen.add(error.player() + error.number() + error.name()), error.toString());
                assertFalse(error.number().isEmpty() && error.name().isEmpty(), error.toString());
                Pattern.compile("(?<![0-9-])-[2-8][0-9]{3}\\b")
                        .matcher(error.here())
                        .results()
                        .forEach(code -> assertTrue(
                                code.group().startsWith("-80") // of a DRM that these tests do not load
                                        || symbolon.drms()
                                                .errorCode(Integer.parseInt(code.group()))
                                                .isPresent(),
                                error.toString()));
            }
            assertTrue(seen.size() > 90, seen.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "--nonsense", "20 05", "99999999999"})
    void codeThatIsNone_isAUsageError(String code) {
        assertEquals(2, operator.run("errors", code).exitCode());
    }

    @Test
    void plugins_showEveryParameterOfEveryDrm() {
        try (Symbolon symbolon = symbolon()) {
            JsonNode plugins = operator.json("plugins");
            String text = operator.run("plugins").out();

            assertEquals(symbolon.drms().ids().size(), plugins.size());
            for (DrmDescription drm : symbolon.drms().all()) {
                JsonNode shown = plugins.get(drm.id().value());
                assertEquals(drm.implementation(), shown.get("class").stringValue());
                assertEquals(
                        drm.interfaceVersion(), shown.get("interfaceVersion").intValue());
                assertEquals(
                        drm.version(), Optional.ofNullable(shown.get("version").stringValue(null)));
                assertEquals(
                        drm.jar().map(Path::toString),
                        Optional.ofNullable(shown.get("jar").stringValue(null)));
                assertEquals(drm.parameters().size(), shown.get("parameters").size());
                for (int i = 0; i < drm.parameters().size(); i++) {
                    assertSame(drm.parameters().get(i), shown.get("parameters").get(i));
                    assertTrue(text.contains(drm.parameters().get(i).meaning()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors", "plugins", "token issue --help"})
    void whatThereIs_isSaidWithoutAnyDataFolder_andMakesNone(String command) {
        Operator elsewhere = Operator.on(folder.resolve("nothing/here"));

        Answer answer = elsewhere.run(command.split(" ", -1));

        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().contains("Widevine"), answer.out());
        assertFalse(Files.exists(elsewhere.folder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors", "plugins", "token issue --help"})
    void whatThereIs_isSaidWithoutAStore(String command) {
        operator.file("symbolon.properties", "store.url=" + MemoryStoreProvider.GONE);

        Answer answer = operator.run(command.split(" ", -1));

        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().contains("Widevine"), answer.out());
        assertEquals("", answer.err());
    }

    private static Symbolon symbolon() {
        return Symbolon.builder()
                .licenseBases(ImmutableMap.of(
                        Environment.PRODUCTION, "http://localhost", Environment.TEST, "http://localhost"))
                .build();
    }

    private static void assertSame(Parameter<?> parameter, JsonNode shown) {
        assertEquals(parameter.name(), shown.get("parameter").stringValue());
        assertEquals(parameter.required(), shown.get("required").booleanValue());
        assertEquals(parameter.repeatable(), shown.get("repeatable").booleanValue());
        assertEquals(parameter.secret(), shown.get("secret").booleanValue());
        assertEquals(parameter.meaning(), shown.get("meaning").stringValue());
        assertEquals(parameter.codes().size(), shown.get("codes").size());
    }
}
