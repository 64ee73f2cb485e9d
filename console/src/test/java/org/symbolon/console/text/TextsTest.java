package org.symbolon.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.language.Language;

/** Every language says everything, and templates ask for nothing else. */
final class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern USE = Pattern.compile("\\bt(?:\\(\\))?\\.of\\(\"([a-z.-]+)\"[,)]");
    private static final Texts ENGLISH = Texts.in(Language.ENGLISH);

    @ParameterizedTest
    @EnumSource
    void language_hasEachText_withTheSamePlaces(Language language) {
        Texts texts = Texts.in(language);
        assertEquals(
                new TreeSet<>(ENGLISH.all().keySet()), new TreeSet<>(texts.all().keySet()));
        texts.all().forEach((key, text) -> {
            assertFalse(text.isBlank(), key);
            assertEquals(places(ENGLISH.of(key)), places(text), key);
        });
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void translation_isNotTheEnglishText(Language language) {
        List<String> same = Texts.in(language).all().entrySet().stream()
                .filter(text -> text.getValue().equals(ENGLISH.of(text.getKey())))
                .map(text -> text.getKey())
                .filter(key -> ENGLISH.of(key).length() > 12)
                .toList();
        assertEquals(List.of(), same);
    }

    @Test
    void textsThatAreAskedFor_areThere() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String folder : List.of("src/main/jte", "src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    USE.matcher(Files.readString(file)).results().forEach(use -> asked.add(use.group(1)));
                }
            }
        }
        assertTrue(asked.size() > 100, asked.toString());
        asked.removeAll(ENGLISH.all().keySet());
        assertEquals(Set.of(), asked);
    }

    @Test
    void values_standAtTheirPlaces() {
        assertEquals("Account 5", ENGLISH.of("account.title", 5));
        assertEquals("ja", Texts.in(Language.JAPANESE).tag());
    }
}
