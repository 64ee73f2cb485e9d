package org.symbolon.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;

/** With translations of its own, which lie beside this class. */
final class WordingTest {
    private static final Wordings WORDINGS =
            Wordings.of(ImmutableList.of(Translations.beside(WordingTest.class)), codes());

    private static ImmutableList<ErrorCode> codes() {
        return ImmutableList.copyOf(SharedError.values());
    }

    private static String swedish(String english) {
        return WORDINGS.in(Language.SWEDISH).text(english);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an empty body | en tom kropp",
                "persist must be 0 to 7 | persist ska vara 0 till 7",
                "rental.playDuration must be -1 to 4294967295 | rental.playDuration ska vara -1 till 4294967295",
                "JSON, 17 bytes in all | sammanlagt 17 byte: JSON",
                "an empty body, 0 bytes in all | sammanlagt 0 byte: en tom kropp",
                "deviceId is not supported; leave it out | deviceId stöds inte; utelämna den",
                "deviceId is not supported; leave it out; a must be 1 to 2 | deviceId stöds inte; utelämna den; a ska vara 1 till 2",
                "something else; a must be 1 to 2 | something else; a ska vara 1 till 2",
                "Invalid token | Ogiltig token"
            })
    void sentence_isTranslated_withWhatIsFilledIn(String english, String translated) {
        assertEquals(translated, swedish(english));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; ",
                "this has no translation",
                "another sentence",
                "a must be one to two",
                "two words must be 1 to 2",
                " must be 1 to 2",
                "a must be  to 2",
                "account names are numbers",
                "account {account} {n}"
            })
    void anyOtherText_staysAsItIs(String english) {
        assertEquals(english, swedish(english));
    }

    @Test
    void whatIsFilledIn_isNotReadAsAPlaceOfTheTranslation() {
        assertEquals("konto {n}{account}", swedish("account {n}{account}"));
    }

    /** The work is bounded: these texts are as bad as they can be, and a machine under load does them at once. */
    @Test
    void longTexts_areSearchedWithinBounds() {
        String manyParts = "a must be 1 to x; ".repeat(227);
        assertEquals(manyParts, swedish(manyParts));
        String tooLong = "an empty body; ".repeat(1_000_000);
        assertSame(tooLong, swedish(tooLong));
    }

    @Test
    void codeWithoutATranslation_isToldInEnglish() {
        Wording swedish = WORDINGS.in(Language.SWEDISH);
        assertEquals("Ogiltig token", swedish.message(SharedError.INVALID_TOKEN));
        assertEquals(SharedError.INVALID_TOKEN.description().remedy(), swedish.remedy(SharedError.INVALID_TOKEN));
        assertEquals(SharedError.INVALID_COOKIE.message(), swedish.message(SharedError.INVALID_COOKIE));
    }

    @Test
    void violation_isToldWithNumberAndDetails() {
        Wording swedish = WORDINGS.in(Locale.forLanguageTag("sv-SE"));
        Violation plain = Violation.of(SharedError.INVALID_TOKEN, "ExpressPlayToken", "a must be 1 to 2");
        assertEquals("[-4010] Ogiltig token", swedish.message(plain));
        assertEquals("a ska vara 1 till 2", swedish.rule(plain));
        Violation detailed = Violation.of(SharedError.ACCOUNT_STORE_UNAVAILABLE, "an empty body");
        assertEquals("[-2030] ExpressPlay Admin error: en tom kropp", swedish.message(detailed));
    }

    @Test
    void explanation_isToldWhole() {
        Explanation swedish = WORDINGS.in(Language.SWEDISH)
                .explanation(Explanation.of("A rule.", "account 5", "an empty body", "Invalid token"));
        assertEquals(Explanation.of("A rule.", "konto 5", "en tom kropp", "Ogiltig token"), swedish);
    }

    @ParameterizedTest
    @EnumSource
    void withoutTranslations_everyLanguageIsEnglish(Language language) {
        Wording wording =
                Wordings.of(ImmutableList.of(Translations.none()), codes()).in(language);
        Violation violation = Violation.of(SharedError.INVALID_TOKEN, "a must be 1 to 2");
        assertEquals(violation.message(), wording.message(violation));
        assertEquals("a must be 1 to 2", wording.rule(violation));
        assertEquals(language, wording.language());
    }

    @Test
    void earlierModule_countsWhereTwoTranslateTheSame() {
        Wording wording = Wordings.of(ImmutableList.of(Translations.beside(SharedError.class)), codes())
                .with(Translations.beside(WordingTest.class))
                .in(Language.SWEDISH);
        assertEquals("en tom meddelandekropp", wording.text("an empty body"));
        assertEquals("a ska vara 1 till 2", wording.text("a must be 1 to 2"));
    }
}
