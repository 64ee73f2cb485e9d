package org.symbolon.core.store.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of records, references of refusals, and the times of queries. */
final class RecordIdTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:30:00.123Z");

    @Test
    void text_hasTheOrderOfTheIds_andIsReadAsItWasWritten() {
        RecordId first = RecordId.first(TIME);
        RecordId second = new RecordId(TIME.toEpochMilli(), 0xabc);
        RecordId third = new RecordId(TIME.toEpochMilli() + 1, 0);
        assertTrue(first.compareTo(second) < 0 && second.compareTo(third) < 0);
        assertTrue(first.toString().compareTo(second.toString()) < 0);
        assertTrue(second.toString().compareTo(third.toString()) < 0);
        assertEquals(Optional.of(second), RecordId.parse(second.toString()));
        assertEquals(TIME, second.time());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "019aa57b76fb000000000ab", "019AA57B76FB000000000ABC", "019aa57b76fb-00000000abc"})
    void otherText_isNoId(String text) {
        assertEquals(Optional.empty(), RecordId.parse(text));
    }

    @Test
    void partsOfMoreThan48Bits_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RecordId(1L << 48, 0));
        assertThrows(IllegalArgumentException.class, () -> new RecordId(0, 1L << 48));
        assertThrows(IllegalArgumentException.class, () -> new RecordId(-1, 0));
    }

    @Test
    void reference_saysSecondAndCode() {
        Reference reference = Reference.of(TIME, -2019, -1);
        assertEquals(Instant.parse("2026-11-21T08:30:00Z"), reference.second());
        assertEquals(-2019, reference.code());
        assertTrue(reference.text().endsWith("ffffffffffffffff"), reference.text());
    }

    @Test
    void times_areReadAsInstantsOrDays() {
        assertEquals(Optional.of(TIME), RecordQuery.parseTime("2026-11-21T08:30:00.123Z"));
        assertEquals(Optional.of(TIME), RecordQuery.parseTime("2026-11-21T09:30:00.123+01:00"));
        assertEquals(Optional.of(Instant.parse("2026-11-21T00:00:00Z")), RecordQuery.parseTime("2026-11-21"));
        assertEquals(Optional.empty(), RecordQuery.parseTime("21.11.2026"));
        assertEquals(Optional.empty(), RecordQuery.parseTime("2026-11-21T08:30"));
    }
}
