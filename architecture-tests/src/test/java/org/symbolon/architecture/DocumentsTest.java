package org.symbolon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Wording;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.http.HttpService;

/**
 * Holds the documents to the code that they repeat. A part between {@code <!-- begin NAME -->} and {@code <!-- end NAME
 * -->} is what the code says; where it is not, the part as it should be is written to {@code target/documents/NAME.md}.
 */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final DrmCatalogue DRMS = DrmCatalogue.of(
            ServiceLoader.load(DrmPlugin.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList(),
            Set.of());

    @Test
    void errors_areThoseOfTheCatalogue() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("| code | message | status | of | raised when | what to do |", "|---|---|---|---|---|---|"));
        DRMS.errorCodes()
                .forEach(code -> rows.add(row(
                        Integer.toString(code.number()),
                        code.message() + (code.description().takesDetails() ? ": *details*" : ""),
                        Integer.toString(code.kind().status()),
                        owner(code),
                        code.description().raised(),
                        code.description().remedy())));
        assertDocumented("docs/errors.md", "errors", rows);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void errorsInOtherLanguages_areThoseOfTheTranslations(Language language) throws IOException {
        Wording wording = DRMS.wordings().in(language);
        List<String> rows = new ArrayList<>(List.of(
                switch (language) {
                    case KOREAN -> "| 코드 | 메시지 | 상태 | DRM | 원인 | 조치 |";
                    case JAPANESE -> "| コード | メッセージ | ステータス | DRM | 原因 | 対処 |";
                    case TRADITIONAL_CHINESE -> "| 代碼 | 訊息 | 狀態 | DRM | 原因 | 處理方式 |";
                    case SWEDISH -> "| kod | meddelande | status | DRM | orsak | åtgärd |";
                    case ENGLISH -> throw new IllegalArgumentException("the English table has a test of its own");
                },
                "|---|---|---|---|---|---|"));
        DRMS.errorCodes()
                .forEach(code -> rows.add(row(
                        Integer.toString(code.number()),
                        wording.message(code) + "<br>" + code.message(),
                        Integer.toString(code.kind().status()),
                        owner(code),
                        wording.raised(code),
                        wording.remedy(code))));
        assertDocumented("docs/errors." + language.tag() + ".md", "errors-" + language.tag(), rows);
    }

    private static String owner(ErrorCode code) {
        return code instanceof SharedError
                ? "all"
                : DRMS.all().stream()
                        .filter(drm -> drm.errorCodes().contains(code))
                        .map(drm -> drm.id().value())
                        .collect(Collectors.joining());
    }

    /** The file of the command line is the one place of these errors. */
    @Test
    void errorsOfPlayers_areThoseOfTheCommandLine() throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("| player | number | name | means | here |", "|---|---|---|---|---|"));
        Path file = ROOT.resolve("adapter-cli/src/main/resources/org/symbolon/cli/player-errors.txt");
        Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> rows.add("| " + line.replace("| |", "|  |") + " |"));
        assertDocumented("docs/errors.md", "player-errors", rows);
    }

    @Test
    void settings_areThoseThatComponentsDeclare() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| key | default | range | meaning |", "|---|---|---|---|"));
        Stream<SettingKey<?>> ofStores =
                ServiceLoader.load(StoreProvider.class).stream().flatMap(p -> p.get().settings().stream());
        Stream<SettingKey<?>> ofPlugins = DRMS.all().stream().flatMap(drm -> drm.settings().stream());
        Stream.of(CoreSettings.all().stream(), HttpService.settings().stream(), ofStores, ofPlugins)
                .flatMap(keys -> keys)
                .forEach(key -> rows.add(row(
                        code(key.name()), code(key.defaultText()), key.range().orElse(""), key.meaning())));
        assertDocumented("docs/configuration.md", "settings", rows);
    }

    static ImmutableCollection<DrmDescription> drms() {
        return DRMS.all();
    }

    @ParameterizedTest
    @MethodSource("drms")
    void parameters_areThoseThatThePlugInDescribes(DrmDescription drm) throws IOException {
        List<String> rows = new ArrayList<>(List.of("| parameter | required | meaning | codes |", "|---|---|---|---|"));
        drm.parameters()
                .forEach(parameter -> rows.add(
                        row(code(parameter.name()), presence(parameter), parameter.meaning(), codes(parameter))));
        assertDocumented("docs/http-api.md", "parameters-" + drm.id(), rows);
    }

    @Test
    void accountSettings_areThoseThatPlugInsDescribe() throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("| setting | default | other values | meaning |", "|---|---|---|---|"));
        DRMS.all()
                .forEach(drm -> drm.accountSettings()
                        .forEach(setting -> rows.add(row(
                                code(drm.id() + "." + setting.name()),
                                code(setting.defaultValue()),
                                setting.values().stream()
                                        .skip(1)
                                        .map(DocumentsTest::code)
                                        .collect(Collectors.joining(", ")),
                                setting.meaning()))));
        assertDocumented("docs/operations.md", "account-settings", rows);
    }

    private static String presence(Parameter<?> parameter) {
        String presence = parameter.required() ? "yes" : parameter.repeatable() ? "any number" : "";
        return parameter.perKey() ? (presence + " per key").strip() : presence;
    }

    private static String codes(Parameter<?> parameter) {
        return Joiner.on(", ")
                .join(parameter.codes().stream()
                        .map(ErrorCode::number)
                        .sorted((a, b) -> b - a)
                        .iterator());
    }

    private static String row(String... cells) {
        return "| "
                + Joiner.on(" | ")
                        .join(Stream.of(cells)
                                .map(cell -> cell.replace("|", "\\|"))
                                .iterator()) + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    static void assertDocumented(String document, String name, List<String> rows) throws IOException {
        String expected = Joiner.on('\n').join(rows);
        Path corrected = Files.createDirectories(Path.of("target", "documents")).resolve(name + ".md");
        Files.writeString(corrected, expected);
        Matcher part = Pattern.compile("<!-- begin " + name + " -->\n(.*?)\n<!-- end " + name + " -->", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(document)));

        assertTrue(part.find(), document + " has no part " + name);
        assertEquals(expected, part.group(1), document + " is not what the code says; see " + corrected);
    }

    @Test
    void relativeLinks_leadToFiles() throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> atTheRoot = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            List<Path> documents = Stream.concat(atTheRoot, below)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
            for (Path document : documents) {
                Matcher link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(document));
                while (link.find()) {
                    if (!Files.exists(document.resolveSibling(link.group(1)))) {
                        dead.add(document + " -> " + link.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void decisions_areNumberedWithoutGapsAndHaveTheirParts() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            List<Path> decisions = files.sorted().toList();
            for (int i = 0; i < decisions.size(); i++) {
                Path file = decisions.get(i);
                String text = Files.readString(file);
                assertTrue(file.getFileName().toString().startsWith("%04d-".formatted(i + 1)), file.toString());
                for (String part : ImmutableSet.of("Status:", "## Context", "## Decision", "## Consequences")) {
                    assertTrue(text.contains(part), file + " lacks " + part);
                }
            }
        }
    }
}
