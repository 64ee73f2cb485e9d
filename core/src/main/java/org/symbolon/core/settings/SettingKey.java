package org.symbolon.core.settings;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that a component declares. Its name in the settings file is {@code <component>.<name>}, and {@code
 * SYMBOLON_<COMPONENT>_<NAME>} in the environment.
 *
 * @param <T> the type of the value
 */
public final class SettingKey<T> {
    private static final Range<Duration> ANY_DURATION = Range.closed(Duration.ofMillis(1), Duration.ofDays(36_500));

    private static final ImmutableSet<String> SECRET = ImmutableSet.of("password", "passphrase", "secret");

    private final String name;
    private final String defaultText;
    private final String meaning;
    private final Function<String, T> parser;
    private final Optional<String> range;

    private SettingKey(
            String name, String defaultText, String meaning, Function<String, T> parser, Optional<String> range) {
        this.name = name;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.parser = parser;
        this.range = range;
    }

    /**
     * A setting.
     *
     * @param name the name in the settings file
     * @param defaultText the value if nobody gives one, in the syntax of the file; it may be empty
     * @param meaning what the setting is for, with its unit, in one sentence without the full stop
     * @param parser turns the text into the value; it throws {@link IllegalArgumentException} with the rule that the
     * text breaks
     */
    public static <T> SettingKey<T> of(String name, String defaultText, String meaning, Function<String, T> parser) {
        return new SettingKey<>(name, defaultText, meaning, parser, Optional.empty());
    }

    /** The name in the settings file. */
    public String name() {
        return name;
    }

    /**
     * Whether the value is a secret and so shown nowhere: if the last part of the name is {@code password}, {@code
     * passphrase} or {@code secret}. It follows from the name, so that no declaration can forget it.
     */
    public boolean isSecret() {
        return SECRET.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The value if nobody gives one, in the syntax of the file. */
    public String defaultText() {
        return defaultText;
    }

    /** What the setting is for. */
    public String meaning() {
        return meaning;
    }

    /** The least and the greatest valid value, such as {@code 1 to 1000}; empty if the setting has no range. */
    public Optional<String> range() {
        return range;
    }

    /** Turns the text into the value, or throws {@link IllegalArgumentException} with the rule that the text breaks. */
    public Function<String, T> parser() {
        return parser;
    }

    /** A text. */
    public static SettingKey<String> text(String name, String defaultText, String meaning) {
        return SettingKey.of(name, defaultText, meaning, text -> text);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static SettingKey<Integer> number(String name, int defaultNumber, String meaning, int least, int most) {
        Range<Integer> range = Range.closed(least, most);
        String rangeText = least + " to " + most;
        return new SettingKey<>(
                name,
                Integer.toString(defaultNumber),
                meaning,
                text -> requireWithin(range, rangeText, parseNumber(text)),
                Optional.of(rangeText));
    }

    private static int parseNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    /**
     * A duration in ISO 8601 ({@code PT10S}, {@code PT5M}, {@code P30D}) from a millisecond to 100 years. A component
     * for which some of these make no sense says so with its own range.
     */
    public static SettingKey<Duration> duration(String name, Duration defaultDuration, String meaning) {
        return duration(name, defaultDuration, meaning, ANY_DURATION);
    }

    /**
     * A duration in ISO 8601.
     *
     * @param range the least and the greatest valid duration
     */
    public static SettingKey<Duration> duration(
            String name, Duration defaultDuration, String meaning, Range<Duration> range) {
        String rangeText = text(range.lowerEndpoint()) + " to " + text(range.upperEndpoint());
        return new SettingKey<>(
                name,
                text(defaultDuration),
                meaning,
                text -> requireWithin(range, rangeText, parseDuration(text)),
                Optional.of(rangeText));
    }

    private static Duration parseDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT10S", e);
        }
    }

    /** Whole days as {@code P90D}, which {@link Duration#toString} writes as hours. */
    private static String text(Duration duration) {
        long days = duration.toDays();
        return days > 0 && duration.equals(Duration.ofDays(days)) ? "P" + days + "D" : duration.toString();
    }

    /** Shows the value: a number or a duration that is out of range is a mistake, never a secret. */
    private static <T extends Comparable<? super T>> T requireWithin(Range<T> range, String rangeText, T value) {
        if (range.contains(value)) {
            return value;
        }
        throw new IllegalArgumentException("must be from " + rangeText + ", not " + value);
    }

    /** {@code true} or {@code false}. */
    public static SettingKey<Boolean> flag(String name, boolean defaultFlag, String meaning) {
        return SettingKey.of(name, Boolean.toString(defaultFlag), meaning, text -> {
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            throw new IllegalArgumentException("must be true or false");
        });
    }

    /** Values that are separated by commas; none for an empty text. */
    public static <T> SettingKey<ImmutableList<T>> list(
            String name, String defaultText, String meaning, Function<String, T> element) {
        Splitter commas = Splitter.on(',').trimResults().omitEmptyStrings();
        return SettingKey.of(
                name,
                defaultText,
                meaning,
                text -> commas.splitToStream(text).map(element).collect(ImmutableList.toImmutableList()));
    }

    /** The environment variable that overrides the file: {@code SYMBOLON_HTTP_PORT} for {@code http.port}. */
    public String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return "SYMBOLON_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
