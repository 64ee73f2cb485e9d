package org.symbolon.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "en, ENGLISH",
        "en-GB, ENGLISH",
        "ko, KOREAN",
        "ko-KR, KOREAN",
        "JA, JAPANESE",
        "sv-SE, SWEDISH",
        "zh-Hant, TRADITIONAL_CHINESE",
        "zh-Hant-HK, TRADITIONAL_CHINESE",
        "zh-TW, TRADITIONAL_CHINESE",
        "zh-hk, TRADITIONAL_CHINESE",
        "zh-MO, TRADITIONAL_CHINESE"
    })
    void tag_namesALanguage(String tag, Language language) {
        assertEquals(Optional.of(language), Language.ofTag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "zh", "zh-CN", "zh-Hans", "zh-Hans-TW", "ko_KR", "x-ko", "한국어"})
    void anyOtherTag_namesNone(String tag) {
        assertEquals(Optional.empty(), Language.ofTag(tag));
    }

    @Test
    void locale_isToldInItsLanguage_orInEnglish() {
        assertEquals(Language.KOREAN, Language.of(Locale.KOREA));
        assertEquals(Language.TRADITIONAL_CHINESE, Language.of(Locale.TAIWAN));
        assertEquals(Language.ENGLISH, Language.of(Locale.CHINA));
        assertEquals(Language.ENGLISH, Language.of(Locale.ROOT));
    }

    @Test
    void everyLanguage_isFoundByItsOwnTag() {
        for (Language language : Language.values()) {
            assertEquals(Optional.of(language), Language.ofTag(language.tag()));
        }
    }
}
