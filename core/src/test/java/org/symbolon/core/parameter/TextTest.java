package org.symbolon.core.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.symbolon.core.error.SharedError.MISSING_VALUE;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link WholeNumber}, {@link Quotation} and {@link Parsed}. */
class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "10, 10",
        "999999999999999999, 999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "99999999999999999999999999, 9223372036854775807"
    })
    void wholeNumber_digits_areRead(String text, long number) {
        assertEquals(OptionalLong.of(number), WholeNumber.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "-0",
                "-7",
                "00",
                "01",
                "007",
                "000000000000000000000000000042",
                "--1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "1_000",
                "٣",
                "１",
                "one",
                "1-"
            })
    void wholeNumber_anythingElse_isNone(String text) {
        assertEquals(OptionalLong.empty(), WholeNumber.parse(text));
    }

    @Test
    void echo_shortText_isQuoted() {
        assertEquals("''", Quotation.of(""));
        assertEquals("'xml'", Quotation.of("xml"));
        assertEquals("xml", Quotation.plain("xml"));
        assertEquals("'" + "x".repeat(64) + "'", Quotation.of("x".repeat(64)));
    }

    @Test
    void echo_longText_isCut() {
        assertEquals("'" + "x".repeat(64) + "…'", Quotation.of("x".repeat(65)));
        assertEquals("'" + "x".repeat(63) + "…'", Quotation.of("x".repeat(63) + "🎬" + "x"), "not through a character");
        assertEquals("'" + "x".repeat(62) + "🎬…'", Quotation.of("x".repeat(62) + "🎬" + "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "kid 0f1e2d3c4b5a69788796a5b4c3d2e1f0 is bad, kid 0f1e… is bad",
        "'201722,1AD8EED133EDF43CBCC185F0236828AE', '201722,1AD8…'",
        "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0, 0f1e…",
        "Dx4tPEtaaXiHlqW0w9Lh8A==, Dx4t…",
        "level must be 1 to 5 and not '2006-04-14T12:01:10Z', level must be 1 to 5 and not '2006-04-14T12:01:10Z'",
        "uncompressedDigitalVideoOPL is unknown, uncompressedDigitalVideoOPL is unknown"
    })
    void withoutKeys_whatLooksLikeAKey_isCut(String text, String harmless) {
        assertEquals(harmless, Quotation.withoutKeys(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"})
    void echo_controlCharacters_areReplaced(String control) {
        assertEquals("'a\ufffdb'", Quotation.of("a" + control + "b"), "an echo may end up in a log");
    }

    @Test
    void parsed_value_isThereOrNot() {
        Parsed<String> valid = Parsed.valid("7");
        assertEquals("7", valid.value());
        assertEquals(7, valid.map(Integer::parseInt).value());
        assertThrows(IllegalStateException.class, valid::code);
        Parsed<String> invalid = Parsed.invalid(MISSING_VALUE, "is not there");
        assertEquals(MISSING_VALUE, invalid.map(Integer::parseInt).code());
        assertEquals("is not there", invalid.map(Integer::parseInt).rule());
        assertThrows(IllegalStateException.class, invalid::value);
    }
}
