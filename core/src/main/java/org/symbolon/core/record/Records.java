package org.symbolon.core.record;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Takes records from the way of a request, and writes them behind it, many at a time. There is room for a bounded number; further ones are dropped, and
 * the log says how many, since a store that does not answer must not stop a licence.
 */
public final class Records implements RecordSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final int ROOM = 65_536;
    private static final int LARGEST_BATCH = 1_000;
    private static final int LARGEST_REMOVAL = 10_000;
    private static final Duration BETWEEN_REMOVALS = Duration.ofHours(1);
    /** Whoever adds a record wakes nobody: that would cost more than the record. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /** Strangers cannot fill the store with refusals: of those that are in nobody's name, so many are kept a second. */
    private static final int STRANGERS_A_SECOND = 20;

    private final RecordStore store;
    private final InstantSource clock;
    private final Duration kept;
    private final BlockingQueue<TransactionRecord> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;
    private long secondOfStrangers;
    private int strangers;

    /**
     * Begins to write.
     *
     * @param kept how long records are kept before they are removed
     */
    public Records(RecordStore store, InstantSource clock, Duration kept) {
        this.store = store;
        this.clock = clock;
        this.kept = kept;
        this.thread = new Thread(this::run, "symbolon-records");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void add(TransactionRecord added) {
        if (closed || (added.account().isEmpty() && !admitsStranger(added)) || !queue.offer(added)) {
            dropped.incrementAndGet();
        }
    }

    private synchronized boolean admitsStranger(TransactionRecord added) {
        long second = added.time().getEpochSecond();
        if (second != secondOfStrangers) {
            secondOfStrangers = second;
            strangers = 0;
        }
        strangers++;
        return strangers <= STRANGERS_A_SECOND;
    }

    /** The records that are written by now; see {@link RecordStore#find}. */
    public ImmutableList<TransactionRecord> find(RecordQuery query) {
        return store.find(query);
    }

    /** Ends when it is closed and everything is written, or is interrupted because that takes too long. */
    private void run() {
        long nextRemoval = System.nanoTime();
        List<TransactionRecord> batch = new ArrayList<>();
        while (!Thread.interrupted() && !(closed && queue.isEmpty() && batch.isEmpty())) {
            if (batch.isEmpty()) {
                fill(batch);
            }
            if (write(batch)) {
                batch.clear();
            } else {
                LockSupport.parkNanos(this, PAUSE.toNanos());
            }
            if (System.nanoTime() - nextRemoval >= 0 && removeOld()) {
                nextRemoval = System.nanoTime() + BETWEEN_REMOVALS.toNanos();
            }
        }
        int left = queue.size() + batch.size();
        if (left > 0) {
            LOG.warn("{} records were not written before the end", left);
        }
    }

    /** Waits a little where there are few: one write of many costs the store much less than many writes of one. */
    private void fill(List<TransactionRecord> batch) {
        if (!closed && queue.size() < LARGEST_BATCH) {
            LockSupport.parkNanos(this, GATHERING.toNanos());
        }
        queue.drainTo(batch, LARGEST_BATCH);
    }

    private boolean write(List<TransactionRecord> batch) {
        return batch.isEmpty() || succeeds(() -> store.add(ImmutableList.copyOf(batch)));
    }

    /** Whether nothing old is left. */
    private boolean removeOld() {
        int[] removed = {LARGEST_REMOVAL};
        succeeds(() -> removed[0] = store.removeBefore(clock.instant().minus(kept), LARGEST_REMOVAL));
        return removed[0] < LARGEST_REMOVAL;
    }

    private boolean succeeds(Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailableException e) {
            if (!failing) {
                LOG.warn("records cannot be written; up to {} are kept until they can", ROOM, e);
            }
            failing = true;
            return false;
        } catch (RuntimeException e) {
            LOG.error("records were lost", e);
        }
        report();
        return true;
    }

    private void report() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} records were dropped, there being too many at once", lost);
        }
        if (failing) {
            LOG.info("records can be written again");
        }
        failing = false;
    }

    /** Writes what is left, for as long as a store answers. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LONGEST_CLOSE.toMillis());
            thread.interrupt();
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
