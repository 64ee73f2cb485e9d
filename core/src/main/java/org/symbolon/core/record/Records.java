package org.symbolon.core.record;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.account.AccountId;
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
    /** Nobody can fill the store with refusals: of each account's, and of those in nobody's name, so many are kept a second. */
    private static final int REFUSALS_A_SECOND = 20;
    /** After so many failures the records are tried one by one, since one that a store will never take must not keep out the rest. */
    private static final int PATIENCE = 5;

    private static final int FEW = 10;

    private final RecordStore store;
    private final InstantSource clock;
    private final Duration kept;
    private final BlockingQueue<TransactionRecord> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;
    private int failures;
    private long secondOfRefusals;
    private final Map<Optional<AccountId>, Integer> refusals = new HashMap<>();

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
        if (closed || (!added.granted() && !admitsRefusal(added)) || !queue.offer(added)) {
            dropped.incrementAndGet();
        }
    }

    private synchronized boolean admitsRefusal(TransactionRecord refused) {
        long second = refused.time().getEpochSecond();
        if (second != secondOfRefusals) {
            secondOfRefusals = second;
            refusals.clear();
        }
        return refusals.merge(refused.account(), 1, Integer::sum) <= REFUSALS_A_SECOND;
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
            fill(batch);
            if (!write(batch)) {
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
        queue.drainTo(batch, LARGEST_BATCH - batch.size());
    }

    /** Whether there is nothing left to write. */
    private boolean write(List<TransactionRecord> batch) {
        if (batch.isEmpty() || succeeds(() -> store.add(ImmutableList.copyOf(batch)))) {
            failures = 0;
            batch.clear();
        } else if (++failures % PATIENCE == 0) {
            writeOneByOne(batch);
        }
        return batch.isEmpty();
    }

    /** Where a store takes some and not others, those others are lost; where it takes none of a few, it is away, and the next time begins with others. */
    private void writeOneByOne(List<TransactionRecord> batch) {
        List<TransactionRecord> refused = new ArrayList<>();
        for (int tried = 0; tried < batch.size(); tried++) {
            if (!isWritten(batch.get(tried))) {
                refused.add(batch.get(tried));
            }
            if (tried + 1 == FEW && refused.size() == FEW) {
                Collections.rotate(batch, -FEW);
                return;
            }
        }
        if (refused.size() < batch.size()) {
            // The store may have come back only on the way.
            refused.removeIf(this::isWritten);
            if (!refused.isEmpty()) {
                LOG.error("the store does not take {} records, which are lost", refused.size());
            }
            batch.clear();
        }
    }

    private boolean isWritten(TransactionRecord one) {
        return succeeds(() -> store.add(ImmutableList.of(one)));
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
        } catch (RuntimeException | Error e) {
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
