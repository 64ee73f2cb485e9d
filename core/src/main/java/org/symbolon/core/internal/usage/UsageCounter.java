package org.symbolon.core.internal.usage;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.value.AccountId;

/**
 * Counts in memory, and writes what was counted to the store about once a second, on a thread of its own. Counting
 * does not wait for the store. A batch that the store may or may not have got is sent again unchanged before there is
 * another one, so that nothing is counted twice.
 */
public final class UsageCounter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageCounter.class);

    private static final Timing TIMING = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /**
     * When counts are written. Tests wait less.
     *
     * @param interval between two batches, and before another attempt
     * @param maxCloseTime at most, for what is left at the end
     */
    record Timing(Duration interval, Duration maxCloseTime) {}

    private final UsageStore store;
    private final InstantSource clock;
    private final UUID writer;
    private final Timing timing;
    private final UsageBounds bounds;
    private final Map<AccountId, AccountUsage> accounts = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "symbolon-usage");
    private volatile boolean closed;

    /** What the store has not confirmed. */
    private Optional<UsageBatch> unconfirmed = Optional.empty();

    private long lastNumber;
    private boolean storeIsAway;

    /**
     * A counter that {@link #start} starts.
     *
     * @param writer identifies this process in the store
     */
    public UsageCounter(UsageStore store, InstantSource clock, UUID writer) {
        this(store, clock, writer, TIMING, UsageBounds.MOST);
    }

    UsageCounter(UsageStore store, InstantSource clock, UUID writer, Timing timing, UsageBounds.Most most) {
        this.store = store;
        this.clock = clock;
        this.writer = writer;
        this.timing = timing;
        this.bounds = new UsageBounds(most);
        thread.setDaemon(true);
    }

    /** Starts to write. What was counted before is written too. */
    public void start() {
        thread.start();
    }

    /** Counts one. */
    public void count(UsageKey key) {
        while (!of(key.scope()).count(key)) {
            Thread.onSpinWait();
        }
    }

    /** Notes that a request had a cookie. */
    public void addCookie(UsageScope scope, String cookie) {
        CookieDay day = new CookieDay(scope.account(), scope.environment(), scope.day());
        while (!of(scope).addCookie(day, cookie, store)) {
            Thread.onSpinWait();
        }
    }

    private AccountUsage of(UsageScope scope) {
        AccountUsage known = accounts.get(scope.account());
        return known != null ? known : accounts.computeIfAbsent(scope.account(), any -> new AccountUsage(bounds));
    }

    /** Runs until the counter is closed and everything is written, or until the thread is interrupted. */
    private void run() {
        boolean ended = false;
        while (!ended && !Thread.currentThread().isInterrupted()) {
            boolean last = closed;
            if (!last) {
                LockSupport.parkNanos(this, timing.interval().toNanos());
            }
            boolean written = writeAll();
            if (!written && last) {
                LockSupport.parkNanos(this, timing.interval().toNanos());
            }
            ended = written && last;
        }
        if (!ended) {
            LOG.warn("what accounts used since the store last answered was not written before the end");
        }
    }

    /** Writes what is unconfirmed and what was counted since; returns false if the store is away. */
    private boolean writeAll() {
        if (!writeUnconfirmed()) {
            return false;
        }
        collect();
        return writeUnconfirmed();
    }

    private void collect() {
        UsageBatch.Builder builder = UsageBatch.builder()
                .writer(writer)
                .number(lastNumber + 1)
                .made(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        for (AccountId account : ImmutableList.copyOf(accounts.keySet())) {
            Optional.ofNullable(accounts.remove(account)).ifPresent(usage -> usage.takeInto(builder));
        }
        UsageBatch batch = builder.build();
        if (!batch.isEmpty()) {
            lastNumber++;
            unconfirmed = Optional.of(batch);
        }
    }

    private boolean writeUnconfirmed() {
        if (unconfirmed.isEmpty()) {
            return true;
        }
        try {
            store.add(unconfirmed.get());
        } catch (StoreUnavailableException e) {
            storeFailed(e);
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{} counters of usage are lost", unconfirmed.get().counts().size(), e);
        }
        unconfirmed = Optional.empty();
        storeWorks();
        return true;
    }

    private void storeFailed(StoreUnavailableException e) {
        if (!storeIsAway) {
            LOG.warn("usage cannot be written; it is counted in memory until the store is back", e);
        }
        storeIsAway = true;
    }

    private void storeWorks() {
        long dropped = bounds.dropped();
        if (dropped > 0) {
            LOG.error("the usage of {} requests was not counted, because too much was counted at once", dropped);
        }
        if (storeIsAway) {
            LOG.info("usage can be written again");
        }
        storeIsAway = false;
    }

    /** Writes what is left, for a bounded time, and stops. A counter that was never started writes nothing. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(timing.maxCloseTime().toMillis());
            thread.interrupt();
            thread.join(timing.maxCloseTime().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
