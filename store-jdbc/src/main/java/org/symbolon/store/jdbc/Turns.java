package org.symbolon.store.jdbc;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before the next attempt at a lock that another process holds: short and random, then somewhat longer. SQLite's own
 * waiting grows to 100 ms, so that a process which commits without a pause keeps others out: with two of them, 64 callers each, the longest wait
 * was 1.3 s against 0.17 s here.
 */
final class Turns {
    private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(1);

    private long bound = SHORTEST;

    void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(SHORTEST / 2, bound + 1));
        bound = Math.min(LONGEST, bound + bound / 8);
    }
}
