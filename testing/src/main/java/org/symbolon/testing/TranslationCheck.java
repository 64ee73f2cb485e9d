package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Translations;

/** Compares the translations of a module with its English: every key, and of every text all that must stay as it is. */
public final class TranslationCheck {
    /** What is filled in: a name in braces. */
    private static final Pattern HOLE = Pattern.compile("\\{[a-z][A-Za-z0-9]*}");

    /**
     * What no language translates: names of parameters, settings and values, abbreviations, numbers, commands, and what
     * stands in angle brackets.
     */
    private static final Pattern TERM = Pattern.compile("[A-Za-z.]+=[A-Za-z0-9]+|\\b[a-z]+[A-Z][A-Za-z]*\\b"
            + "|\\b[a-z]+(\\.[A-Za-z]+)+\\b|\\b[A-Z][A-Z0-9_]{2,}\\b|%?\\d{2,}|symbolon [a-z]+|<[a-z0-9 ]+>");

    private TranslationCheck() {}

    /**
     * What is wrong; empty if every language has every text.
     *
     * @param codes the error codes that the translations belong to
     */
    public static ImmutableList<String> problems(Translations translations, Collection<? extends ErrorCode> codes) {
        ImmutableMap<String, String> english = english(translations, codes);
        return EnumSet.complementOf(EnumSet.of(Language.ENGLISH)).stream()
                .flatMap(language -> problems(translations, english, language))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableMap<String, String> english(
            Translations translations, Collection<? extends ErrorCode> codes) {
        ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
        texts.putAll(translations.texts(Language.ENGLISH));
        codes.forEach(code -> texts.put(code.number() + ".message", code.message())
                .put(code.number() + ".raised", code.description().raised())
                .put(code.number() + ".remedy", code.description().remedy()));
        return texts.buildOrThrow();
    }

    private static Stream<String> problems(
            Translations translations, ImmutableMap<String, String> english, Language language) {
        ImmutableMap<String, String> texts = translations.texts(language);
        Stream<String> keys = Stream.concat(
                Sets.difference(english.keySet(), texts.keySet()).stream().map(key -> "there is no " + key),
                Sets.difference(texts.keySet(), english.keySet()).stream().map(key -> "nothing is called " + key));
        Stream<String> values = Sets.intersection(english.keySet(), texts.keySet()).stream()
                .flatMap(key -> problems(String.valueOf(english.get(key)), String.valueOf(texts.get(key)))
                        .map(problem -> key + ": " + problem));
        return Stream.concat(keys, values).map(problem -> language.tag() + ": " + problem);
    }

    private static Stream<String> problems(String english, String translation) {
        Stream<String> copied = english.equals(translation) ? Stream.of("it is the English text") : Stream.empty();
        Stream<String> filled = found(HOLE, english).equals(found(HOLE, translation))
                ? Stream.empty()
                : Stream.of(found(HOLE, english) + " became " + found(HOLE, translation));
        String unfilled = HOLE.matcher(english).replaceAll(" ");
        Stream<String> terms = found(TERM, unfilled).stream()
                .filter(term -> !translation.contains(term))
                .map(term -> "it lacks '" + term + "'");
        return Stream.of(copied, filled, terms).flatMap(problems -> problems);
    }

    private static ImmutableSet<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group()).collect(ImmutableSet.toImmutableSet());
    }
}
