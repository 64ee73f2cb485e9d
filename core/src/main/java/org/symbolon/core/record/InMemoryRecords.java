package org.symbolon.core.record;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** The youngest records, in memory, for embedders and for tests: gone when the process ends. */
public final class InMemoryRecords implements RecordStore {
    private static final int MOST = 1_000;

    /** The one added last comes first. */
    private final Deque<TransactionRecord> records = new ArrayDeque<>();

    @Override
    public synchronized void add(ImmutableList<TransactionRecord> added) {
        added.forEach(records::addFirst);
        while (records.size() > MOST) {
            records.removeLast();
        }
    }

    @Override
    public synchronized ImmutableList<TransactionRecord> find(RecordQuery query) {
        return records.stream()
                .filter(found -> isIn(query.account(), found.account())
                        && isIn(query.environment(), Optional.of(found.environment()))
                        && isIn(query.token(), found.token())
                        && isIn(query.cookie(), found.cookie())
                        && isIn(query.reference(), found.reference()))
                .sorted(Comparator.comparing(TransactionRecord::time).reversed())
                .skip(query.start())
                .limit(query.length())
                .collect(ImmutableList.toImmutableList());
    }

    private static <T> boolean isIn(Optional<T> asked, Optional<T> there) {
        return asked.isEmpty() || asked.equals(there);
    }

    @Override
    public synchronized int removeBefore(Instant instant, int most) {
        int removed = 0;
        Iterator<TransactionRecord> oldest = records.descendingIterator();
        while (removed < most && oldest.hasNext()) {
            if (oldest.next().time().isBefore(instant)) {
                oldest.remove();
                removed++;
            }
        }
        return removed;
    }
}
