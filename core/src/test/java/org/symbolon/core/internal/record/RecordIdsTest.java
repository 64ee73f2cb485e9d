package org.symbolon.core.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.symbolon.core.store.record.RecordId;

class RecordIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00.123Z");

    @Test
    void idsOfOneMillisecond_grow_andThoseOfTheNextAreGreater() {
        RecordIds ids = new RecordIds(1);
        RecordId last = ids.next(NOW);
        for (int i = 0; i < 10_000; i++) {
            RecordId next = ids.next(NOW.plusMillis(i / 5_000));
            assertTrue(next.compareTo(last) > 0);
            last = next;
        }
        assertEquals(NOW.plusMillis(1), last.time());
    }

    @Test
    void twoNodes_makeDifferentIds() {
        assertNotEquals(new RecordIds(1).next(NOW), new RecordIds(2).next(NOW));
    }

    @Test
    void timeBefore1970_isTakenAs1970() {
        assertEquals(
                Instant.EPOCH,
                new RecordIds(1).next(Instant.EPOCH.minusMillis(5)).time());
    }
}
