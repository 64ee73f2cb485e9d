package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

/** Keeps the youngest records. */
final class InMemoryRecords implements RecordStore {
    private static final int CAPACITY = 1_000;

    /** The record that was added last comes first. */
    private final Deque<TransactionRecord> records = new ArrayDeque<>();

    @Override
    public synchronized ImmutableList<TransactionRecord> add(ImmutableList<TransactionRecord> added) {
        added.forEach(records::addFirst);
        while (records.size() > CAPACITY) {
            records.removeLast();
        }
        return ImmutableList.of();
    }

    @Override
    public synchronized ImmutableList<TransactionRecord> find(RecordQuery query) {
        return records.stream()
                .filter(found -> isIn(query.account(), found.account())
                        && isIn(query.environment(), Optional.of(found.environment()))
                        && isIn(query.token(), found.token())
                        && isIn(query.cookie(), found.cookie())
                        && isIn(query.reference(), found.reference())
                        && query.before()
                                .filter(cursor -> found.time().isAfter(cursor.time()))
                                .isEmpty())
                .sorted(Comparator.comparing(TransactionRecord::time).reversed())
                .skip(query.skipped())
                .limit(query.length())
                .collect(ImmutableList.toImmutableList());
    }

    private static <T> boolean isIn(Optional<T> asked, Optional<T> there) {
        return asked.isEmpty() || asked.equals(there);
    }

    @Override
    public synchronized int removeBefore(Instant instant, int limit) {
        int removed = 0;
        Iterator<TransactionRecord> oldest = records.descendingIterator();
        while (removed < limit && oldest.hasNext()) {
            if (oldest.next().time().isBefore(instant)) {
                oldest.remove();
                removed++;
            }
        }
        return removed;
    }
}
