package org.symbolon.core.settings;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;

/**
 * A setting that a component declares: {@code <component>.<name>}, in an environment variable {@code SYMBOLON_<COMPONENT>_<NAME>}.
 *
 * @param name the key in the file
 * @param defaultText the value where nobody gives one, in the syntax of the file; may be empty
 * @param meaning what it is for, with its unit, in a sentence
 * @param parser from the text to the value; throws IllegalArgumentException with the rule that was broken
 */
public record SettingKey<T>(String name, String defaultText, String meaning, Function<String, T> parser) {

    public static SettingKey<String> text(String name, String defaultText, String meaning) {
        return new SettingKey<>(name, defaultText, meaning, text -> text);
    }

    /** A whole number within bounds. */
    public static SettingKey<Integer> number(String name, int defaultNumber, String meaning, int least, int most) {
        return new SettingKey<>(name, Integer.toString(defaultNumber), meaning, text -> {
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

    /** A length of time above zero, in ISO 8601: {@code PT10S}, {@code PT5M}, {@code P30D}. */
    public static SettingKey<Duration> duration(String name, Duration defaultDuration, String meaning) {
        return new SettingKey<>(name, defaultDuration.toString(), meaning, text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(Duration.ZERO) > 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("must be a length of time such as PT10S", e);
            }
            throw new IllegalArgumentException("must be longer than nothing");
        });
    }

    /** {@code true} or {@code false}. */
    public static SettingKey<Boolean> flag(String name, boolean defaultFlag, String meaning) {
        return new SettingKey<>(name, Boolean.toString(defaultFlag), meaning, text -> {
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            throw new IllegalArgumentException("must be true or false");
        });
    }

    /** Values between commas; none for an empty text. */
    public static <T> SettingKey<ImmutableList<T>> list(
            String name, String defaultText, String meaning, Function<String, T> element) {
        Splitter commas = Splitter.on(',').trimResults().omitEmptyStrings();
        return new SettingKey<>(
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
