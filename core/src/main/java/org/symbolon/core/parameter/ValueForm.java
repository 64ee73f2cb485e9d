package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.immutables.value.Value;

/**
 * The form of a value as data, for documents that programs read, such as OpenAPI. What decides is still the parser: the
 * form admits every text with which a request can succeed, and refuses as much of the rest as can be said without code.
 * {@code DrmPluginContract} holds plug-ins to the first.
 */
@Value.Immutable
public abstract class ValueForm {
    /** Any text that is not empty. */
    public static final ValueForm TEXT = builder().build();

    /** Any text, also one without characters. */
    public static final ValueForm ANY = builder().least(0).build();

    /** No text at all: the parameter is refused whatever its value is. */
    public static final ValueForm NONE = builder().most(0).build();

    /** All texts that there are; any if empty. */
    public abstract ImmutableList<String> values();

    /** The range of a {@link WholeNumber}; empty for text that is no number. */
    public abstract Optional<Range<Long>> numbers();

    /**
     * What the whole text matches: a regular expression without anchors, of what Java and ECMA 262 have in common; any
     * text if empty.
     */
    public abstract Optional<String> pattern();

    /** The smallest number of characters, 0 or 1; 1 by default. */
    @Value.Default
    public int least() {
        return 1;
    }

    /** The largest number of characters (code points); unlimited by default. */
    @Value.Default
    public int most() {
        return Integer.MAX_VALUE;
    }

    /** One of these texts. */
    public static ValueForm oneOf(String... texts) {
        return builder().addValues(texts).build();
    }

    /** A whole number as {@link WholeNumber} reads it. */
    public static ValueForm number(long least, long most) {
        return builder().numbers(Range.closed(least, most)).build();
    }

    /** A length of time as {@link Seconds} reads it. */
    public static ValueForm seconds(long least) {
        return number(least, Seconds.MOST);
    }

    /**
     * An {@link EndTime}, of which a form does not know whether it is too far ahead.
     *
     * @param seconds what matches the number of seconds that may follow the {@code +}
     */
    public static ValueForm endTime(String seconds) {
        return matching("[+ ](" + seconds + ")|" + zulu());
    }

    /** Hexadecimal text of one of these numbers of bytes. */
    public static ValueForm hex(int... bytes) {
        return matching(IntStream.of(bytes)
                .mapToObj(size -> "[0-9A-Fa-f]{" + 2 * size + "}")
                .collect(Collectors.joining("|")));
    }

    /** Text of which the whole matches a {@link #pattern}. */
    public static ValueForm matching(String pattern) {
        return builder().pattern(pattern).build();
    }

    /** Text of at most so many characters. */
    public static ValueForm text(int most) {
        return builder().most(most).build();
    }

    /** The same form, of which also the empty text is. */
    public final ValueForm orEmpty() {
        return builder().from(this).least(0).build();
    }

    /** The same form for text of at most so many characters. */
    public final ValueForm upTo(int characters) {
        return builder().from(this).most(characters).build();
    }

    private static String zulu() {
        List<String> parts = List.of(
                "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
                "[Tt]", "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?", "[Zz]");
        return String.join("", parts);
    }

    /** Whether a text has this form. */
    public final boolean admits(String text) {
        return text.length() >= least()
                && text.codePointCount(0, text.length()) <= most()
                && (values().isEmpty() || values().contains(text))
                && numbers()
                        .map(range -> WholeNumber.parse(text).stream().anyMatch(range::contains))
                        .orElse(true)
                && pattern()
                        .map(expression -> Pattern.matches(expression, text))
                        .orElse(true);
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends ImmutableValueForm.Builder {}
}
