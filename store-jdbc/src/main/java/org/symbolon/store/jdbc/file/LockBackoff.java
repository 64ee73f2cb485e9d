package org.symbolon.store.jdbc.file;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The pause before the next attempt at a lock that another process holds: random, at first about 0.1 ms and later up to
 * 1 ms.
 *
 * <p>SQLite's own busy handler waits up to 100 ms, so a process that commits without pause keeps the others out. With
 * two processes of 64 callers each, the longest wait for a token was 1.3 s with that handler and 0.17 s with these
 * pauses.
 */
public final class LockBackoff {
    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private long bound = SHORTEST_NANOS;

    public void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_NANOS / 2, bound + 1));
        bound = Math.min(LONGEST_NANOS, bound + bound / 8);
    }
}
