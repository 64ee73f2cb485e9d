package org.symbolon.core.internal.record;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

/**
 * Takes records without blocking and writes them to the store in batches, on a thread of its own. The queue is bounded:
 * records that do not fit are dropped and counted in the log, because a store that does not answer must not stop
 * licences.
 */
public final class RecordWriter implements AutoCloseable {
    /** How often the log says at most how many records were dropped. */
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);
    private static final int QUEUE_CAPACITY = 65_536;
    private static final int MAX_BATCH = 1_000;
    private static final Duration REMOVAL_INTERVAL = Duration.ofHours(1);
    /** The thread polls the queue, because waking it for each record would cost more than the record itself. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);

    /** With fewer records a batch, a busy store would have too many batches. */
    private static final int SMALL_BATCH = 200;

    /** With more, so many records wait that the garbage collector copies them before they are written. */
    private static final int LARGE_BATCH = 500;

    private static final Timing TIMING = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /**
     * How long the writer waits for a store that is away. Tests wait less.
     *
     * @param retryInterval before each further attempt
     * @param maxCloseTime at most, for the records that are left at the end
     */
    record Timing(Duration retryInterval, Duration maxCloseTime) {}

    private final RecordStore store;
    private final InstantSource clock;
    private final Optional<Duration> retention;
    private final Timing timing;
    private final BlockingQueue<TransactionRecord> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final RecordCounts counts = new RecordCounts();

    /** How many were dropped since the log last said so. */
    private final AtomicLong dropped = new AtomicLong();

    private long nextReport = System.nanoTime();
    private Duration pause = LONGEST_PAUSE;
    private final Thread thread = new Thread(this::run, "symbolon-records");
    private volatile boolean closed;
    private volatile boolean storeIsAway;
    private final Floods floods = new Floods();

    /**
     * A writer that {@link #start} starts.
     *
     * @param retention how long records are kept; without it this process removes none
     */
    public RecordWriter(RecordStore store, InstantSource clock, Optional<Duration> retention) {
        this(store, clock, retention, TIMING);
    }

    RecordWriter(RecordStore store, InstantSource clock, Optional<Duration> retention, Timing timing) {
        this.store = store;
        this.clock = clock;
        this.retention = retention;
        this.timing = timing;
        thread.setDaemon(true);
    }

    /** Starts to write. Records that were added before are written too. */
    public void start() {
        thread.start();
    }

    /** Adds a record without waiting. It is dropped if the queue is full; a refusal is counted then. */
    public void add(TransactionRecord added) {
        if (!added.granted() && !floods.admits(added)) {
            drop(added, counts.refusals());
        } else if (closed || !queue.offer(added)) {
            drop(added, counts.full());
        }
    }

    private void drop(TransactionRecord added, LongAdder reason) {
        if (!added.granted()) {
            floods.count(added);
        }
        reason.increment();
        dropped.incrementAndGet();
    }

    /** How many records were written and dropped so far. */
    public RecordCounts counts() {
        return counts;
    }

    /** How many records wait to be written. */
    public int waiting() {
        return queue.size();
    }

    /** Whether records cannot be written at the moment, because the store does not answer. */
    public boolean storeIsAway() {
        return storeIsAway;
    }

    /** Runs until the writer is closed and everything is written, or until the thread is interrupted. */
    private void run() {
        long nextRemoval = System.nanoTime();
        List<TransactionRecord> batch = new ArrayList<>();
        while (!Thread.interrupted() && !(closed && queue.isEmpty() && floods.isEmpty() && batch.isEmpty())) {
            if (batch.isEmpty()) {
                fill(batch);
            }
            if (!batch.isEmpty() && !write(batch)) {
                LockSupport.parkNanos(this, timing.retryInterval().toNanos());
            }
            if (retention.isPresent() && System.nanoTime() - nextRemoval >= 0 && removeOld(retention.get())) {
                nextRemoval = System.nanoTime() + REMOVAL_INTERVAL.toNanos();
            }
        }
        reportDropped();
        int left = queue.size() + batch.size();
        if (left > 0) {
            LOG.warn("{} records were not written before the end", left);
        }
    }

    /**
     * Waits a moment for more records, because one large batch costs the store much less than many small ones. The more
     * records come, the shorter is the moment. A batch that has to be tried again stays as it is, so that the store can
     * tell that it has it already.
     */
    private void fill(List<TransactionRecord> batch) {
        if (!closed && queue.size() < MAX_BATCH) {
            LockSupport.parkNanos(this, pause.toNanos());
        }
        int taken = queue.drainTo(batch, MAX_BATCH);
        if (taken > LARGE_BATCH) {
            pause = Comparators.max(SHORTEST_PAUSE, pause.dividedBy(2));
        } else if (taken < SMALL_BATCH) {
            pause = Comparators.min(LONGEST_PAUSE, pause.multipliedBy(2));
        }
        batch.addAll(floods.takeBefore(closed ? Instant.MAX : clock.instant()));
    }

    /** Writes a batch and empties it; returns false if the store is away and the batch has to be tried again. */
    private boolean write(List<TransactionRecord> batch) {
        try {
            store.add(ImmutableList.copyOf(batch));
            counts.written().add(batch.size());
        } catch (StoreUnavailableException e) {
            storeFailed(e);
            return false;
        } catch (RuntimeException | Error e) {
            counts.lost().add(batch.size());
            LOG.error("{} records were lost", batch.size(), e);
        }
        batch.clear();
        storeWorks();
        return true;
    }

    /** Removes the days that ended before those that are kept; returns false if there are more. */
    private boolean removeOld(Duration kept) {
        try {
            return store.removeBefore(LocalDate.ofInstant(clock.instant().minus(kept), ZoneOffset.UTC));
        } catch (StoreUnavailableException e) {
            storeFailed(e);
        } catch (RuntimeException | Error e) {
            LOG.error("old records could not be removed", e);
        }
        return true;
    }

    private void reportDropped() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} records were dropped because there were too many at once", lost);
        }
    }

    private void storeFailed(StoreUnavailableException e) {
        if (!storeIsAway) {
            LOG.warn("records cannot be written; up to {} are kept until the store is back", QUEUE_CAPACITY, e);
        }
        storeIsAway = true;
    }

    private void storeWorks() {
        if (System.nanoTime() - nextReport >= 0) {
            reportDropped();
            nextReport = System.nanoTime() + REPORT_INTERVAL.toNanos();
        }
        if (storeIsAway) {
            LOG.info("records can be written again");
        }
        storeIsAway = false;
    }

    /** Writes what is left, for a bounded time, and stops. A writer that was never started writes nothing. */
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
