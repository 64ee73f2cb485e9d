package org.symbolon.console.text;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The languages of the console, of which a browser chooses one by {@code Accept-Language}. */
public final class Languages {
    /** Their tags; the first one is for everybody who reads none of them. */
    public static final ImmutableList<String> TAGS = ImmutableList.of("en", "ko", "ja", "zh-Hant", "sv");

    private static final ImmutableMap<String, Texts> TEXTS = Maps.toMap(TAGS, Texts::load);
    private static final int LONGEST_HEADER = 200;

    private Languages() {}

    /** The texts of one of the tags. */
    public static Texts of(String tag) {
        return Objects.requireNonNull(TEXTS.get(tag), tag);
    }

    /** The texts of the language that the header prefers among those that there are. */
    public static Texts choose(Optional<String> acceptLanguage) {
        return acceptLanguage
                .filter(header -> header.length() <= LONGEST_HEADER)
                .flatMap(Languages::preferred)
                .map(Languages::of)
                .orElseGet(() -> of(TAGS.get(0)));
    }

    private static Optional<String> preferred(String header) {
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            return ranges.stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> tag(range.getRange()).stream())
                    .findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** By the language alone: all of zh is answered in the one script that there is. */
    private static Optional<String> tag(String range) {
        String language = Locale.forLanguageTag(range).getLanguage();
        return TAGS.stream()
                .filter(tag -> Locale.forLanguageTag(tag).getLanguage().equals(language))
                .findFirst();
    }
}
