package org.symbolon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.cli.base.LanguageOption;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Translations;
import org.symbolon.core.language.Wording;
import org.symbolon.core.language.Wordings;
import org.symbolon.http.language.AcceptLanguage;
import org.symbolon.testing.TranslationCheck;

/** Holds the translations of everything that is shipped to the code: no error code and no sentence is without one. */
final class TranslationsTest {
    private static final Translations OF_CORE = Translations.beside(SharedError.class);
    private static final Translations OF_HTTP = Translations.beside(AcceptLanguage.class);
    private static final Translations OF_COMMAND_LINE = Translations.beside(LanguageOption.class);
    private static final ImmutableList<DrmPlugin> PLUGINS = ServiceLoader.load(DrmPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(ImmutableList.toImmutableList());
    private static final ImmutableList<String> MODULES =
            ImmutableList.of("core", "adapter-http", "drm-clearkey", "drm-fairplay", "drm-widevine");

    @Test
    void core_hasEveryTextInEveryLanguage() {
        assertEquals(List.of(), TranslationCheck.problems(OF_CORE, List.of(SharedError.values())));
    }

    @Test
    void theHttpInterface_hasEveryTextInEveryLanguage() {
        assertEquals(List.of(), TranslationCheck.problems(OF_HTTP, List.of()));
    }

    @Test
    void theCommandLine_hasEveryTextInEveryLanguage() {
        assertEquals(List.of(), TranslationCheck.problems(OF_COMMAND_LINE, List.of()));
    }

    @Test
    void shippedPlugins_haveEveryTextInEveryLanguage() {
        assertEquals(3, PLUGINS.size());
        for (DrmPlugin plugin : PLUGINS) {
            assertEquals(List.of(), TranslationCheck.problems(plugin.translations(), plugin.errorCodes()));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void everySentenceOfTheCode_hasATranslation(Language language) throws IOException {
        Wording wording = wordings().in(language);
        ImmutableSet<String> sentences = Sentences.ALL;
        assertTrue(sentences.size() > 300, sentences.size() + " sentences were found");
        assertEquals(
                List.of(),
                sentences.stream()
                        .filter(sentence -> wording.text(sentence).equals(sentence))
                        .toList());
    }

    /** What players show, as the file of the command line has it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void everySentenceAboutPlayers_hasATranslation(Language language) throws IOException {
        Wording wording = wordings().in(language);
        Path file = Path.of("../adapter-cli/src/main/resources/org/symbolon/cli/player-errors.txt");
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                Splitter.on('|').trimResults().splitToStream(line).skip(3).forEach(sentence -> {
                    String translated = wording.text(sentence);
                    assertNotEquals(sentence, translated);
                    assertFalse(translated.endsWith("no request came here."), translated);
                });
            }
        }
    }

    private static Wordings wordings() {
        return DrmCatalogue.of(PLUGINS, ImmutableSet.of())
                .wordings()
                .with(OF_HTTP)
                .with(OF_COMMAND_LINE);
    }

    /** Read once: it takes a second. */
    private static final class Sentences {
        static final ImmutableSet<String> ALL = read();

        private static ImmutableSet<String> read() {
            try {
                ImmutableList.Builder<Path> files = ImmutableList.builder();
                for (String module : MODULES) {
                    try (Stream<Path> below = Files.walk(Path.of("..", module, "src/main/java"))) {
                        below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                    }
                }
                return SentencesInSources.below(files.build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
