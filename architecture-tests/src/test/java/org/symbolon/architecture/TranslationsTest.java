package org.symbolon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    private static Wordings wordings() {
        return Wordings.of(
                Stream.concat(Stream.of(OF_CORE, OF_HTTP), PLUGINS.stream().map(DrmPlugin::translations))
                        .collect(ImmutableList.toImmutableList()));
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
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
