package org.symbolon.http.language;

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

    private static final Pattern RANGE = Pattern.compile("[ \\t]*(?<tag>\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
            + "[ \\t]*(?:;[ \\t]*[qQ]=(?<weight>0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)[ \\t]*)?");

    private AcceptLanguage() {}

    /**
     * The language to answer in.
     *
     * @param lines the values of the header, in their order
     */
    public static Language of(List<String> lines) {
        Language best = Language.ENGLISH;
        double highest = 0;
        int ranges = 0;
        for (String line : lines) {
            for (int from = 0; from <= line.length() && ranges++ < MOST_RANGES; ) {
                int comma = line.indexOf(',', from);
                int end = comma < 0 ? line.length() : comma;
                Matcher range = RANGE.matcher(line).region(from, Math.min(end, from + LONGEST_RANGE));
                if (range.matches() && weight(range) > highest) {
                    Optional<Language> language = language(range);
                    highest = language.isPresent() ? weight(range) : highest;
                    best = language.orElse(best);
                }
                from = end + 1;
            }
        }
        return best;
    }

    private static double weight(Matcher range) {
        return Optional.ofNullable(range.group("weight")).map(Double::valueOf).orElse(1.0);
    }

    /** Any language is English, which everybody got before there were others. */
    private static Optional<Language> language(Matcher range) {
        String tag = range.group("tag");
        return tag.equals("*") ? Optional.of(Language.ENGLISH) : Language.ofTag(tag);
    }
}
