package org.symbolon.http.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.language.Language;

final class AcceptLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ko | KOREAN",
                "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7 | KOREAN",
                "KO-kr | KOREAN",
                "ja-JP | JAPANESE",
                "sv-FI;q=0.2, de | SWEDISH",
                "zh-TW | TRADITIONAL_CHINESE",
                "zh-HK | TRADITIONAL_CHINESE",
                "zh-MO | TRADITIONAL_CHINESE",
                "zh-Hant | TRADITIONAL_CHINESE",
                "zh-Hant-CN | TRADITIONAL_CHINESE",
                "zh-CN | ENGLISH",
                "zh-Hans-TW | ENGLISH",
                "zh | ENGLISH",
                "zh-CN, ko;q=0.1 | KOREAN",
                "en, ko | ENGLISH",
                "en;q=0.5, ko | KOREAN",
                "ko;q=0.5, ja;q=0.501 | JAPANESE",
                "ko;q=0.5, ja;q=0.5 | KOREAN",
                "ko;q=0 | ENGLISH",
                "ko;q=0.000, sv;q=0.001 | SWEDISH",
                "*, ko;q=0.9 | ENGLISH",
                "*;q=0.1, ko | KOREAN",
                "de, fr | ENGLISH",
                "ko ; q=0.9 , ja ; Q=1.0 | JAPANESE"
            })
    void theRangeWithTheHighestWeight_thatIsALanguageOfOurs_isAnswered(String header, Language language) {
        assertEquals(language, AcceptLanguage.of(List.of(header)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ";;; | ENGLISH",
                "ko;q=2 | ENGLISH",
                "ko;q=-1 | ENGLISH",
                "ko;q=0.0001 | ENGLISH",
                "ko;level=1 | ENGLISH",
                "ko_KR | ENGLISH",
                "-ko | ENGLISH",
                "koreanlanguage | ENGLISH",
                "한국어 | ENGLISH",
                ",,ko,, | KOREAN",
                "ja;q=x, ko;q=0.2 | KOREAN"
            })
    void malformedRanges_arePassedOver(String header, Language language) {
        assertEquals(language, AcceptLanguage.of(List.of(header)));
    }

    @Test
    void severalHeaders_areOneList() {
        assertEquals(Language.JAPANESE, AcceptLanguage.of(List.of("ko;q=0.4", "", "ja;q=0.6")));
        assertEquals(Language.ENGLISH, AcceptLanguage.of(List.of()));
    }

    @Test
    void onlyTheFirstRangesCount() {
        String others = "de,".repeat(AcceptLanguage.MOST_RANGES - 1);
        assertEquals(Language.KOREAN, AcceptLanguage.of(List.of(others + "ko")));
        assertEquals(Language.ENGLISH, AcceptLanguage.of(List.of("de," + others + "ko")));
        assertEquals(Language.ENGLISH, AcceptLanguage.of(List.of(others, "de", "ko")));
    }

    @Test
    void aRangeThatIsTooLong_isPassedOver() {
        assertEquals(Language.ENGLISH, AcceptLanguage.of(List.of("ko" + "-aaaaaaaa".repeat(8_000))));
        assertEquals(Language.JAPANESE, AcceptLanguage.of(List.of("ko" + "-aaaaaaaa".repeat(8_000) + ",ja")));
    }
}
