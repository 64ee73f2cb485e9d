package org.symbolon.core.language;

import java.util.Locale;
import java.util.Optional;

/** A language in which people can be told of errors. */
public enum Language {
    /** The source of all others, and the language of everything that has no translation. */
    ENGLISH("en", "English"),
    KOREAN("ko", "한국어"),
    JAPANESE("ja", "日本語"),
    TRADITIONAL_CHINESE("zh-Hant", "繁體中文"),
    SWEDISH("sv", "Svenska");

    private final Locale locale;
    private final String ownName;

    Language(String tag, String ownName) {
        this.locale = Locale.forLanguageTag(tag);
        this.ownName = ownName;
    }

    /** The tag of the language (RFC 5646), such as {@code zh-Hant}. */
    public String tag() {
        return locale.toLanguageTag();
    }

    /** The language as Java names it. */
    public Locale locale() {
        return locale;
    }

    /** The name that the language has in itself, for those who choose. */
    public String ownName() {
        return ownName;
    }

    /** The language of this locale, or English. */
    public static Language of(Locale locale) {
        return find(locale).orElse(ENGLISH);
    }

    /** The language that a tag names: {@code ko}, {@code ko-KR}, {@code zh-TW}; empty for other languages. */
    public static Optional<Language> ofTag(String tag) {
        return find(Locale.forLanguageTag(tag));
    }

    /** Chinese counts if it is written in the traditional script, which the region says where the tag does not. */
    private static Optional<Language> find(Locale locale) {
        return switch (locale.getLanguage()) {
            case "en" -> Optional.of(ENGLISH);
            case "ko" -> Optional.of(KOREAN);
            case "ja" -> Optional.of(JAPANESE);
            case "sv" -> Optional.of(SWEDISH);
            case "zh" -> isTraditional(locale) ? Optional.of(TRADITIONAL_CHINESE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isTraditional(Locale chinese) {
        return chinese.getScript().isEmpty()
                ? switch (chinese.getCountry()) {
                    case "TW", "HK", "MO" -> true;
                    default -> false;
                }
                : chinese.getScript().equals("Hant");
    }
}
