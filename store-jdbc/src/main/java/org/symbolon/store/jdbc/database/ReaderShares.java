package org.symbolon.store.jdbc.database;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/**
 * Shares the connections that read among the purposes of queries, so that slow queries of one purpose, such as long
 * lists of keys, leave connections for the others. Of two connections or more, one is left for refreshing accounts; of
 * four or more, also one for tokens, whatever key storage and records do.
 */
public final class ReaderShares {
    private final ImmutableMap<Purpose, Semaphore> shares;
    private final Semaphore besideRefresh;
    private final ImmutableMap<Purpose, CallTimes> times =
            Maps.toMap(EnumSet.allOf(Purpose.class), purpose -> new CallTimes());
    private final Duration wait;

    /** Work on a connection. */
    @FunctionalInterface
    public interface Reading<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * The shares of a number of connections.
     *
     * @param wait how long a query waits until its purpose has room
     */
    public ReaderShares(int connections, Duration wait) {
        int others = Math.max(1, connections - 1);
        this.shares = Maps.toMap(EnumSet.allOf(Purpose.class), purpose -> new Semaphore(most(purpose, others)));
        this.besideRefresh = new Semaphore(others);
        this.wait = wait;
    }

    /** How many connections a purpose may use at the same time. */
    private static int most(Purpose purpose, int besideRefresh) {
        int most =
                switch (purpose) {
                    case REFRESH -> 1;
                    case TOKENS -> besideRefresh;
                    case KEYS -> besideRefresh / 2;
                    case RECORDS, ADMINISTRATION -> besideRefresh / 4;
                };
        return Math.max(1, most);
    }

    /**
     * Runs a query when its purpose has room for it.
     *
     * @throws StoreUnavailableException if it has none in time
     */
    public <T, X extends Exception> T use(Purpose purpose, Reading<T, X> query) throws X {
        return Objects.requireNonNull(times.get(purpose))
                .time(() -> within(
                        Objects.requireNonNull(shares.get(purpose)),
                        () -> purpose == Purpose.REFRESH ? query.run() : within(besideRefresh, query)));
    }

    /** Notes the queries so far, and those that wait now, by purpose. */
    public void measure(StoreMeasures.Builder measures) {
        times.forEach((purpose, ofPurpose) -> measures.putCalls(name(purpose), ofPurpose));
        shares.forEach((purpose, share) -> measures.putWaiting(name(purpose), share::getQueueLength));
    }

    private static String name(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private <T, X extends Exception> T within(Semaphore share, Reading<T, X> query) throws X {
        enter(share);
        try {
            return query.run();
        } finally {
            share.release();
        }
    }

    private void enter(Semaphore share) {
        try {
            if (!share.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailableException("the store is busy with other queries of this kind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store", e);
        }
    }
}
