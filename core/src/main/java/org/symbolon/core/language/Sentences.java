package org.symbolon.core.language;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the translation of an English text as the code makes it. Texts without anything filled in are found by
 * themselves, the others by the parts between what is filled in, those with the most letters first.
 */
final class Sentences {
    /** Longer texts are no sentences of ours. */
    private static final int LONGEST = 4096;
    /** A text of several rules has one for each problem of a request. */
    private static final int MOST_PARTS = 64;

    private static final String SEPARATOR = "; ";
    /** The name of a parameter, with which most rules begin. */
    private static final String PARAMETER = "parameter";

    private static final String BEGINNING = "{" + PARAMETER + "}";

    private final ImmutableMap<String, Template> whole;
    private final ImmutableList<Pair> filled;

    private record Pair(Template english, Template translation) {}

    /**
     * Pairs the texts of modules with those of one language; where two have the same English, the first one counts.
     *
     * @param more further texts, with their translations
     */
    Sentences(ImmutableList<Translations> parts, Language language, Map<String, String> more) {
        Map<String, Template> exact = new HashMap<>(Maps.transformValues(more, Template::of));
        ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
        for (Translations part : parts) {
            Map<String, String> translated = part.texts(language);
            part.texts(Language.ENGLISH)
                    .forEach((key, text) -> Optional.ofNullable(translated.get(key))
                            .map(Template::of)
                            .ifPresent(translation -> {
                                exact.putIfAbsent(text, translation);
                                pairs.add(new Pair(Template.after(BEGINNING, text), translation));
                            }));
        }
        this.whole = ImmutableMap.copyOf(exact);
        this.filled = pairs.build().stream()
                .filter(pair -> pair.english().hasHoles())
                .sorted(Comparator.comparing((Pair pair) -> pair.english().letters())
                        .reversed())
                .collect(ImmutableList.toImmutableList());
    }

    /** The translation, or the text itself if it has none. */
    String translate(String text) {
        return whole.isEmpty() || text.length() > LONGEST ? text : severalRules(text);
    }

    /** Rules that are told together have semicolons between them, which some rules also have inside. */
    private String severalRules(String text) {
        List<String> parts = Splitter.on(SEPARATOR).limit(MOST_PARTS).splitToList(text);
        List<String> translated = new ArrayList<>();
        int next = 0;
        while (next < parts.size()) {
            int from = next;
            next = parts.size();
            Optional<String> found = find(joined(parts, from, next));
            while (found.isEmpty() && --next > from) {
                found = find(joined(parts, from, next));
            }
            next = Math.max(next, from + 1);
            translated.add(found.orElse(parts.get(from)));
        }
        return String.join(SEPARATOR, translated);
    }

    private static String joined(List<String> parts, int from, int to) {
        return String.join(SEPARATOR, parts.subList(from, to));
    }

    private Optional<String> find(String text) {
        return find(text, ImmutableMap.of()).or(() -> {
            int word = text.indexOf(' ');
            return word <= 0
                    ? Optional.empty()
                    : find(BEGINNING + text.substring(word), ImmutableMap.of(PARAMETER, text.substring(0, word)));
        });
    }

    private Optional<String> find(String text, ImmutableMap<String, String> known) {
        Template exact = whole.get(text);
        if (exact != null) {
            return Optional.of(exact.fill(known));
        }
        for (Pair pair : filled) {
            Optional<ImmutableMap<String, String>> values = pair.english().match(text);
            if (values.isPresent()) {
                // A value may be a sentence of ours, such as what a body seems to be.
                Map<String, String> all = new HashMap<>(Maps.transformValues(values.get(), this::translate));
                all.putAll(known);
                return Optional.of(pair.translation().fill(all));
            }
        }
        return Optional.empty();
    }
}
