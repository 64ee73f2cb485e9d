package org.symbolon.console.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.KeyId;

/** What a text in the search box can mean. */
final class SearchTermTest {
    private static final String TOKEN = "A_-9".repeat(30);
    private static final String DIGITS = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "  %s\n",
                "https://drm.example/hms/ck/rights/?ExpressPlayToken=%s",
                "https://drm.example/hms/ck/rights/?a=b&ExpressPlayToken=%s&c=d#e",
                "[error] licence request to 'http://x/hms/ck/rights/?ExpressPlayToken=%s' failed"
            })
    void token_isFoundWhereverItStands(String text) {
        SearchTerm term = SearchTerm.of(text.formatted(TOKEN));
        assertEquals(TOKEN, term.token().orElseThrow().text());
        assertEquals(text.contains("/ck/"), term.drm().equals(Optional.of(new DrmId("ck"))));
        assertFalse(term.toString().contains(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "01234567-89AB-CDEF-0123-456789ABCDEF",
                "Error-Reference: 0123456789abcdef0123456789abcdef",
                "{\"code\":-4010,\"reference\":\"0123456789abcdef0123456789abcdef\"}"
            })
    void reference_isFoundAsItIsWrittenAnywhere(String text) {
        assertEquals(DIGITS, SearchTerm.of(text).reference().orElseThrow().text());
    }

    @Test
    void thirtyTwoDigits_areEverythingThatTheyCanBe() {
        SearchTerm term = SearchTerm.of(DIGITS);
        assertEquals(DIGITS, term.tokenId().orElseThrow().toString());
        assertEquals(DIGITS, term.kid().orElseThrow().toString());
        assertEquals(Optional.of(DIGITS), term.cookie());
        assertTrue(term.token().isEmpty());
        assertTrue(term.account().isEmpty());
    }

    @Test
    void otherTexts_areWhatTheyLookLike() {
        assertEquals(KeyId.ofString("movie"), SearchTerm.of("^movie").kid().orElseThrow());
        assertTrue(SearchTerm.of("^").kid().isEmpty());
        assertEquals(5, SearchTerm.of("5").account().orElseThrow().value());
        assertEquals(Optional.of("viewer 1"), SearchTerm.of("viewer 1").cookie());
        assertTrue(SearchTerm.of(" ").cookie().isEmpty());
        assertEquals(
                SearchTerm.LONGEST, SearchTerm.of("x".repeat(100_000)).text().length());
    }
}
