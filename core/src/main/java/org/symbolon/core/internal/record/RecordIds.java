package org.symbolon.core.internal.record;

import java.time.Instant;
import java.util.SplittableRandom;
import org.symbolon.core.store.record.RecordId;

/**
 * Makes the ids of records. The tail of the first one of a millisecond is random, so that nodes do not make the same
 * ones; those that follow have greater tails, so that records have the order in which they were made.
 */
final class RecordIds {
    private static final long LARGEST_STEP = 1L << 24;

    private final SplittableRandom random;
    private long millis = -1;
    private long tail;

    RecordIds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    synchronized RecordId next(Instant time) {
        long now = Math.max(0, time.toEpochMilli());
        if (now == millis && tail <= RecordId.LARGEST_PART - LARGEST_STEP) {
            tail += random.nextLong(1, LARGEST_STEP);
        } else {
            // The lower half leaves room for those that follow in the same millisecond.
            tail = random.nextLong(RecordId.LARGEST_PART / 2);
            millis = now;
        }
        return new RecordId(now, tail);
    }
}
