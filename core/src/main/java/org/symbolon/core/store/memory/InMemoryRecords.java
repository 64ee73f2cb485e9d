package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

/** Keeps the youngest records. */
final class InMemoryRecords implements RecordStore {
    private static final int CAPACITY = 1_000;

    /** The youngest first. */
    private final NavigableMap<RecordId, TransactionRecord> records = new TreeMap<>(Collections.reverseOrder());

    @Override
    public synchronized void add(ImmutableList<TransactionRecord> added) {
        added.forEach(record -> records.put(record.id(), record));
        while (records.size() > CAPACITY) {
            records.pollLastEntry();
        }
    }

    @Override
    public synchronized RecordPage find(RecordQuery query) {
        List<TransactionRecord> found = records.values().stream()
                .filter(query::matches)
                .skip(query.start())
                .limit(query.length() + 1L)
                .toList();
        ImmutableList<TransactionRecord> page =
                found.stream().limit(query.length()).collect(ImmutableList.toImmutableList());
        Optional<RecordId> next = found.size() > page.size()
                ? Optional.of(page.get(page.size() - 1).id())
                : Optional.empty();
        return new RecordPage(page, next);
    }

    @Override
    public synchronized boolean removeBefore(LocalDate day) {
        RecordId first = RecordId.first(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        records.tailMap(first, false).clear();
        return true;
    }
}
