package org.symbolon.http.language;

import com.google.common.base.Splitter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.core.language.Language;

/**
 * The header {@code Accept-Language} (RFC 9110 section 12.5.4). Whatever it says, the answer is understood: a range that
 * is malformed or names another language is passed over, and English is the language of those who name none that there
 * is. Only its beginning is read, so that a long header costs no more than a short one.
 */
public final class AcceptLanguage {
    /** Browsers send a handful. */
    static final int MOST_RANGES = 16;
    /** The longest range that means anything here has a script and a region, and a weight. */
    private static final int LONGEST_RANGE = 64;

    /** Splits as far as it is read. */
    private static final Splitter RANGES = Splitter.on(',');

    private static final Pattern RANGE = Pattern.compile("[ \\t]*(?<tag>\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
            + "[ \\t]*(?:;[ \\t]*[qQ]=(?<weight>0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)[ \\t]*)?");

    private AcceptLanguage() {}

    private record Choice(Language language, double weight) {
        /** What a range asks for; any language is English, which everybody got before there were others. */
        static Optional<Choice> of(Matcher range) {
            String tag = range.group("tag");
            double weight = Optional.ofNullable(range.group("weight"))
                    .map(Double::valueOf)
                    .orElse(1.0);
            return (tag.equals("*") ? Optional.of(Language.ENGLISH) : Language.ofTag(tag))
                    .filter(language -> weight > 0)
                    .map(language -> new Choice(language, weight));
        }
    }

    /**
     * The language to answer in: of the ranges with the highest weight the first.
     *
     * @param lines the values of the header, in their order
     */
    public static Language of(List<String> lines) {
        return lines.stream()
                .flatMap(RANGES::splitToStream)
                .limit(MOST_RANGES)
                .filter(range -> range.length() <= LONGEST_RANGE)
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .flatMap(range -> Choice.of(range).stream())
                .max(Comparator.comparingDouble(Choice::weight))
                .map(Choice::language)
                .orElse(Language.ENGLISH);
    }
}
