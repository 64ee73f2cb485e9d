package org.symbolon.core.internal.record;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

/** Records in a list, in the order of adding, and failures when they are asked for. */
final class FakeRecordStore implements RecordStore {
    private final List<TransactionRecord> records = new ArrayList<>();
    private final List<TransactionRecord> never = new ArrayList<>();
    private boolean held;
    private boolean asked;
    private boolean away;
    private boolean broken;
    private int refusals;
    private int refused;
    private int largestBatch;
    private int largestRemoval;
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

    /** Returns this record from {@link #add}, as a database does that cannot hold it. */
    synchronized void neverTake(TransactionRecord one) {
        never.add(one);
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

    synchronized int largestRemoval() {
        return largestRemoval;
    }

    synchronized int removals() {
        return removals;
    }

    synchronized List<TransactionRecord> all() {
        return List.copyOf(records);
    }

    @Override
    public synchronized ImmutableList<TransactionRecord> add(ImmutableList<TransactionRecord> added) {
        asked = true;
        awaitLetGo();
        refuseIfAway();
        if (broken) {
            broken = false;
            throw new IllegalStateException("broken");
        }
        largestBatch = Math.max(largestBatch, added.size());
        added.stream().filter(one -> !never.contains(one)).forEach(records::add);
        return added.stream().filter(never::contains).collect(ImmutableList.toImmutableList());
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
    public synchronized ImmutableList<TransactionRecord> find(RecordQuery query) {
        return ImmutableList.copyOf(Lists.reverse(records));
    }

    @Override
    public synchronized int removeBefore(Instant instant, int most) {
        removals++;
        refuseIfAway();
        List<TransactionRecord> old = records.stream()
                .filter(there -> there.time().isBefore(instant))
                .limit(most)
                .toList();
        List<TransactionRecord> rest = List.copyOf(records.subList(old.size(), records.size()));
        records.clear();
        records.addAll(rest);
        largestRemoval = Math.max(largestRemoval, old.size());
        return old.size();
    }
}
