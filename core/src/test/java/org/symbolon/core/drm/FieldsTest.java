package org.symbolon.core.drm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.value.Hex;

class FieldsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0900",
        "1, 090101",
        "255, 0901ff",
        "256, 09020100",
        "65535, 0902ffff",
        "1767225600000, 0906019b76daa800",
        "9223372036854775807, 09087fffffffffffffff"
    })
    void number_isWrittenInAsFewBytesAsItNeeds(long number, String bytes) {
        byte[] written = new FieldWriter().number(9, number).toBytes();
        assertEquals(bytes, Hex.encode(written));
        assertEquals(number, only(written).number());
    }

    @Test
    void number_negative_isNotWritten() {
        FieldWriter fields = new FieldWriter();
        assertThrows(IllegalArgumentException.class, () -> fields.number(1, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"09088000000000000000", "0908ffffffffffffffff", "0909000000000000000001"})
    void number_negativeOrLongerThanALong_isRefused(String bytes) {
        FieldReader field = only(Hex.decode(bytes));
        assertThrows(MalformedFieldsException.class, field::number);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 129, 16_383, 16_384, 2_097_151, 2_097_152})
    void bytes_ofAnyLength_areReadBack(int length) {
        byte[] value = TestBytes.counting(3, length);
        FieldReader fields = new FieldReader(
                new FieldWriter().bytes(200, value).text(7, "täg").toBytes());
        assertTrue(fields.next());
        assertEquals(200, fields.tag());
        assertArrayEquals(value, fields.bytes());
        assertTrue(fields.next());
        assertEquals(7, fields.tag());
        assertEquals("täg", fields.text());
        assertFalse(fields.next());
    }

    @Test
    void next_ofNothing_isFalse() {
        assertFalse(new FieldReader(new byte[0]).next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0101", "0180", "018080", "01ffffff7f", "0180808080", "018080808000", "01ffffffffff"})
    void next_lengthThatIsNoneOrLeadsBeyondTheEnd_isRefused(String bytes) {
        FieldReader fields = new FieldReader(Hex.decode(bytes));
        assertThrows(MalformedFieldsException.class, fields::next);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "127, true", "128, false", "200, false", "255, false"})
    void skip_refusesTagsBelowOptional(int tag, boolean refused) {
        FieldReader field = only(new FieldWriter().number(tag, 1).toBytes());
        if (refused) {
            assertThrows(MalformedFieldsException.class, field::skip);
        } else {
            field.skip();
            assertFalse(field.next());
        }
    }

    @Test
    void prefix_isKeptApartFromTheFields() {
        FieldReader fields = new FieldReader(
                new FieldWriter(new byte[] {1, 2, 3}).number(5, 6).toBytes(), 3);
        assertArrayEquals(new byte[] {1, 2, 3}, fields.prefix());
        assertTrue(fields.next());
        assertEquals(5, fields.tag());
    }

    @Test
    void prefix_longerThanWhatIsThere_isRefused() {
        assertThrows(MalformedFieldsException.class, () -> new FieldReader(new byte[2], 3));
    }

    private static FieldReader only(byte[] bytes) {
        FieldReader fields = new FieldReader(bytes);
        assertTrue(fields.next());
        return fields;
    }
}
