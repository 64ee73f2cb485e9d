package org.symbolon.core.language;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text with names in braces for what is filled in.
 *
 * @param pieces the text before, between and behind the names; one more than there are names
 * @param names the names, without their braces
 */
record Template(ImmutableList<String> pieces, ImmutableList<String> names) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern NAME_OF_NUMBER = Pattern.compile("n([A-Z].*)?");
    private static final CharMatcher SPACE = CharMatcher.is(' ');

    static Template of(String text) {
        return new Template(
                ImmutableList.copyOf(Splitter.on(NAME).split(text)),
                NAME.matcher(text).results().map(found -> found.group(1)).collect(ImmutableList.toImmutableList()));
    }

    /** The same, but a text that begins with {@code word} begins with it as it is. */
    static Template after(String word, String text) {
        if (!text.startsWith(word)) {
            return of(text);
        }
        Template rest = of(text.substring(word.length()));
        return new Template(
                ImmutableList.<String>builder()
                        .add(word + rest.pieces().get(0))
                        .addAll(rest.pieces().subList(1, rest.pieces().size()))
                        .build(),
                rest.names());
    }

    boolean hasHoles() {
        return !names.isEmpty();
    }

    /** How much of the text is fixed. */
    int letters() {
        return pieces.stream().mapToInt(String::length).sum();
    }

    /**
     * What is filled into a text, by name; empty for another text. Each value has at least one character and ends where
     * the next piece first begins, so the work grows with the length of the text alone.
     */
    Optional<ImmutableMap<String, String>> match(String text) {
        String last = pieces.get(pieces.size() - 1);
        if (!text.startsWith(pieces.get(0)) || !text.endsWith(last)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        int from = pieces.get(0).length();
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            int to = isLast ? text.length() - last.length() : text.indexOf(pieces.get(i + 1), from + 1);
            if (to <= from || !suits(names.get(i), text.substring(from, to))) {
                return Optional.empty();
            }
            values.put(names.get(i), text.substring(from, to));
            from = to + pieces.get(i + 1).length();
        }
        return Optional.of(ImmutableMap.copyOf(values));
    }

    /** Most values are one word, so that few other sentences are taken for this one. */
    private static boolean suits(String name, String value) {
        return NAME_OF_NUMBER.matcher(name).matches()
                ? NUMBER.matcher(value).matches()
                : name.endsWith("Text") || SPACE.matchesNoneOf(value);
    }

    /** The text with these values; a name without a value stays. */
    String fill(Map<String, String> values) {
        StringBuilder text = new StringBuilder(pieces.get(0));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            text.append(values.getOrDefault(name, "{" + name + "}")).append(pieces.get(i + 1));
        }
        return text.toString();
    }
}
