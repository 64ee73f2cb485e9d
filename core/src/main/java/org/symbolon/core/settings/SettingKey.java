package org.symbolon.core.settings;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;

/**
 * A setting that a component declares. Its name in the settings file is {@code <component>.<name>}, and {@code
 * SYMBOLON_<COMPONENT>_<NAME>} in the environment.
 *
 * @param <T> the type of the value
 */
public final class SettingKey<T> {
    private final String name;
    private final String defaultText;
    private final String meaning;
    private final Function<String, T> parser;

    private SettingKey(String name, String defaultText, String meaning, Function<String, T> parser) {
        this.name = name;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.parser = parser;
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
        return new SettingKey<>(name, defaultText, meaning, parser);
    }

    /** The name in the settings file. */
    public String name() {
        return name;
    }

    /** The value if nobody gives one, in the syntax of the file. */
    public String defaultText() {
        return defaultText;
    }

    /** What the setting is for. */
    public String meaning() {
        return meaning;
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
        return SettingKey.of(name, Integer.toString(defaultNumber), meaning, text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a whole number", e);
            }
            throw new IllegalArgumentException("must be from " + least + " to " + most);
        });
    }

    /** A duration above zero in ISO 8601: {@code PT10S}, {@code PT5M}, {@code P30D}. */
    public static SettingKey<Duration> duration(String name, Duration defaultDuration, String meaning) {
        return SettingKey.of(name, defaultDuration.toString(), meaning, text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(Duration.ZERO) > 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("must be a duration such as PT10S", e);
            }
            throw new IllegalArgumentException("must be longer than zero");
        });
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
