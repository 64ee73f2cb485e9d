package org.symbolon.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY_LENGTH;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;

class KeyIdTest {
    private static final String HEX = "80ea8bc8a58f990ad1f76bc665b30bfa";

    @Test
    void parse_caretAndString_isTheFirst16BytesOfItsSha1() {
        assertEquals(HEX, KeyId.parse("^kid1").value().toString());
        assertEquals(KeyId.parse("^kid1").value(), KeyId.ofString("kid1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, "80EA8BC8A58F990AD1F76BC665B30BFA", "80Ea8bC8a58f990aD1f76Bc665b30bFA"})
    void parse_hexadecimalOfEitherCase_isTheSameKeyId(String hex) {
        assertEquals(KeyId.ofString("kid1"), KeyId.parse(hex).value());
        assertEquals(HEX, KeyId.parse(hex).value().toString());
    }

    static Stream<String> validStrings() {
        return Stream.of("^x", "^" + "x".repeat(64), "^ ", "^~", "^^", "^a b&c=d", "^" + HEX);
    }

    @ParameterizedTest
    @MethodSource("validStrings")
    void parse_1To64PrintableCharactersAfterTheCaret_areRead(String text) {
        assertEquals(KeyId.ofString(text.substring(1)), KeyId.parse(text).value());
    }

    static List<Object[]> invalidTexts() {
        return List.of(new Object[][] {
            {"0".repeat(31), -4020},
            {"0".repeat(33), -4020},
            {"kid1", -4020},
            {"x".repeat(64), -4020},
            {"0x" + "0".repeat(32), -4020},
            {"^" + "x".repeat(65), -4021},
            {"^" + "x".repeat(1000), -4021},
            {"^", -4022},
            {"^é", -4022},
            {"^日本", -4022},
            {"^\u007f", -4022},
            {"^a\tb", -4022},
            {"^\0", -4022},
            {"0".repeat(31) + "g", -4022},
            {"0".repeat(31) + "٣", -4022},
            {" " + "0".repeat(31), -4022},
            {"00000000-0000-0000-0000-00000000", -4022},
        });
    }

    @ParameterizedTest
    @MethodSource("invalidTexts")
    void parse_anythingElse_isRefusedWithTheCodeOfItsMistake(String text, int number) {
        assertEquals(number, KeyId.parse(text).code().number());
    }

    @Test
    void bytes_areThoseItWasMadeOf() {
        byte[] bytes = TestBytes.counting(0xf8, KeyId.BYTES);
        assertArrayEquals(bytes, KeyId.of(bytes).bytes());
        assertThrows(IllegalArgumentException.class, () -> KeyId.of(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> KeyId.of(new byte[17]));
    }

    @Test
    void compareTo_isTheOrderOfTheText() {
        List<String> texts = Stream.of("00", "01", "7f", "80", "ff")
                .flatMap(first -> Stream.of("00", "7f", "80", "ff").map(ninth -> first + "0".repeat(14) + ninth))
                .map(start -> start + "0".repeat(14))
                .toList();
        for (String one : texts) {
            for (String other : texts) {
                int order =
                        KeyId.parse(one).value().compareTo(KeyId.parse(other).value());
                assertEquals(Integer.signum(one.compareTo(other)), Integer.signum(order), one + " and " + other);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, -2027", "31, -2027", "33, -2027", "64, -2027"})
    void contentKey_anyOtherLength_isRefusedWith2027(int digits, int number) {
        assertEquals(INVALID_CONTENT_KEY_LENGTH.number(), number);
        assertEquals(
                INVALID_CONTENT_KEY_LENGTH, ContentKey.parse("g".repeat(digits)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", " ", "-", "ａ"})
    void contentKey_noHexadecimal_isRefusedWith2005(String digit) {
        assertEquals(
                INVALID_CONTENT_KEY, ContentKey.parse("0".repeat(31) + digit).code());
    }

    @Test
    void contentKey_32HexadecimalDigits_areRead() {
        assertArrayEquals(
                TestBytes.counting(0, 16),
                ContentKey.parse("000102030405060708090a0B0C0d0e0F").value().reveal());
        assertThrows(IllegalArgumentException.class, () -> ContentKey.of(new byte[17]));
        assertTrue(ContentKey.of(new byte[16])
                .equals(ContentKey.parse("0".repeat(32)).value()));
    }
}
