package org.symbolon.core.internal.record;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

/** Records in a list, in the order of adding, and failures when they are asked for. */
final class FakeRecordStore implements RecordStore {
    private static final int LARGEST_REMOVAL = 1_000;
    private final List<TransactionRecord> records = new ArrayList<>();
    private final List<List<TransactionRecord>> lists = new ArrayList<>();
    private boolean held;
    private boolean asked;
    private boolean away;
    private boolean broken;
    private boolean loses;
    private int refusals;
    private int refused;
    private int largestBatch;
    private int removals;

    synchronized void hold() {
        held = true;
    }

    synchronized void letGo() {
        held = false;
        notifyAll();
    }

    synchronized void goAway() {
        away = true;
    }

    /** Takes the next list, and answers as if it was away. */
    synchronized void loseTheAnswer() {
        loses = true;
    }

    /** Is away for so many calls. */
    synchronized void goAwayFor(int calls) {
        refusals = calls;
    }

    synchronized void comeBack() {
        away = false;
    }

    synchronized void breakOnce() {
        broken = true;
    }

    synchronized boolean isAsked() {
        return asked;
    }

    synchronized int refused() {
        return refused;
    }

    synchronized int largestBatch() {
        return largestBatch;
    }

    synchronized int removals() {
        return removals;
    }

    synchronized List<TransactionRecord> all() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void add(ImmutableList<TransactionRecord> added) {
        asked = true;
        awaitLetGo();
        refuseIfAway();
        if (broken) {
            broken = false;
            throw new IllegalStateException("broken");
        }
        largestBatch = Math.max(largestBatch, added.size());
        lists.add(added);
        if (loses) {
            loses = false;
            throw new StoreUnavailableException("the answer is lost");
        }
        records.addAll(added);
    }

    /** The lists in the order of the calls. */
    synchronized List<List<TransactionRecord>> lists() {
        return List.copyOf(lists);
    }

    private void refuseIfAway() {
        if (away || refusals > 0) {
            refusals--;
            refused++;
            throw new StoreUnavailableException("away");
        }
    }

    private void awaitLetGo() {
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new StoreUnavailableException("interrupted", e);
        }
    }

    /** Whatever is asked for. */
    @Override
    public synchronized RecordPage find(RecordQuery query) {
        return new RecordPage(ImmutableList.copyOf(Lists.reverse(records)), Optional.empty());
    }

    /** Removes a thousand at a time. */
    @Override
    public synchronized boolean removeBefore(LocalDate day) {
        removals++;
        refuseIfAway();
        Instant first = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        int old = (int) records.stream()
                .limit(LARGEST_REMOVAL)
                .filter(there -> there.time().isBefore(first))
                .count();
        records.subList(0, old).clear();
        return old < LARGEST_REMOVAL;
    }
}
