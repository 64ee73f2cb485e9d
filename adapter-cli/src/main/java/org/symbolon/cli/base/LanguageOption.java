package org.symbolon.cli.base;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Translations;
import org.symbolon.core.language.Wording;
import picocli.CommandLine.Option;

/**
 * The option {@code --lang} of commands that explain. Without it they speak English, whatever the locale of the shell
 * says, so that scripts see the same everywhere.
 */
public final class LanguageOption {
    /** The sentences in models; names, codes and English messages stay. */
    private static final ImmutableSet<String> SENTENCES =
            ImmutableSet.of("raised", "remedy", "rule", "expected", "got", "usualCause", "meaning", "here");

    @Option(
            names = "--lang",
            paramLabel = "TAG",
            description = "The language of explanations: en (default), ko, ja, zh-Hant or sv. Codes and the English"
                    + " messages are shown in every language.")
    private Language language = Language.ENGLISH;

    /** What core, the plug-ins and the command line say, in the language that was chosen. */
    public Wording wording(DrmCatalogue drms) {
        return drms.wordings().with(Translations.beside(LanguageOption.class)).in(language);
    }

    /** A model with its sentences in another language, and the message in that language behind the English one. */
    public static ImmutableMap<String, Object> in(Wording wording, ImmutableMap<String, Object> english) {
        if (wording.language() == Language.ENGLISH) {
            return english;
        }
        ImmutableMap.Builder<String, Object> told = ImmutableMap.builder();
        english.forEach((name, value) -> {
            boolean isSentence = SENTENCES.contains(name) && value instanceof String;
            told.put(name, isSentence ? wording.text(String.valueOf(value)) : value);
            if (name.equals("message")) {
                told.put("localized", wording.text(String.valueOf(value)));
            }
        });
        return told.buildOrThrow();
    }
}
