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
