package org.symbolon.store.jdbc.record;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.database.RecordDays;
import org.symbolon.store.jdbc.database.RecordDays.DayTable;
import org.symbolon.store.jdbc.database.RecordDays.OpenDays;
import org.symbolon.store.jdbc.record.DayRecords.Block;

/** Records of issued and redeemed tokens, in a table for each day; those of earlier releases are in one table. */
public final class JdbcRecords implements RecordStore {
    private static final Comparator<TransactionRecord> BY_ID = Comparator.comparing(TransactionRecord::id);
    private static final int MILLIS = 1000;
    /** How many records a block has at most; one of a text of 2 MB may be among them. */
    private static final int LARGEST_BLOCK = 1_000;

    private final OpenDatabase database;
    private final RecordDays days;
    private final LegacyRecords legacy;

    public JdbcRecords(OpenDatabase database) {
        this.database = database;
        this.days = database.recordDays();
        this.legacy = new LegacyRecords(database);
    }

    /** {@inheritDoc} The blocks of one list are always the same, and so are their keys. */
    @Override
    public void add(ImmutableList<TransactionRecord> records) {
        Map<LocalDate, List<Block>> blocks = new TreeMap<>();
        ImmutableList<TransactionRecord> sorted = ImmutableList.sortedCopyOf(BY_ID, records);
        int begin = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || i - begin == LARGEST_BLOCK
                    || second(sorted.get(i)) != second(sorted.get(begin))) {
                Block block = new Block(sorted.subList(begin, i));
                blocks.computeIfAbsent(day(block.youngest().time()), day -> new ArrayList<>())
                        .add(block);
                begin = i;
            }
        }
        blocks.forEach((day, ofDay) -> days.write(day, table -> {
            DayRecords written = new DayRecords(table);
            written.add(ofDay);
            written.merge();
        }));
    }

    private static long second(TransactionRecord record) {
        return record.id().millis() / MILLIS;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    @Override
    public RecordPage find(RecordQuery query) {
        return database.read(Purpose.RECORDS, handle -> {
            SearchLimit limit = new SearchLimit();
            try (OpenDays open = days.open(handle)) {
                Iterator<TransactionRecord> found = Iterators.mergeSorted(
                        ImmutableList.of(
                                new AllDays(open, query, limit),
                                LegacyRecords.find(handle.getConnection(), query, limit)),
                        BY_ID.reversed());
                return page(query, limit, found);
            }
        });
    }

    private static RecordPage page(RecordQuery query, SearchLimit limit, Iterator<TransactionRecord> found) {
        List<TransactionRecord> read = new ArrayList<>();
        int wanted = query.start() + query.length();
        boolean more = false;
        while (!more && found.hasNext()) {
            TransactionRecord next = found.next();
            // Where one of the two searches has ended early, the other may have gone on.
            if (limit.place().filter(place -> next.id().compareTo(place) < 0).isPresent()) {
                break;
            }
            more = read.size() == wanted;
            if (!more) {
                read.add(next);
            }
        }
        Optional<RecordId> end = limit.place().filter(place -> read.size() < query.start());
        if (end.isPresent()) {
            throw new StartTooFarException(end.get());
        }
        ImmutableList<TransactionRecord> page =
                read.stream().skip(query.start()).collect(toImmutableList());
        return new RecordPage(page, more ? Optional.of(page.get(page.size() - 1).id()) : limit.place());
    }

    /** The records of all days, the youngest first. They are read as they are needed. */
    private static final class AllDays extends AbstractIterator<TransactionRecord> {
        private final OpenDays open;
        private final RecordQuery query;
        private final SearchLimit limit;
        private final Iterator<LocalDate> days;
        private Optional<DaySearch> day = Optional.empty();

        AllDays(OpenDays open, RecordQuery query, SearchLimit limit) {
            this.open = open;
            this.query = query;
            this.limit = limit;
            Optional<LocalDate> last = query.end().map(end -> day(end.time()));
            LocalDate first = day(query.begin().time());
            this.days = open.youngestFirst().stream()
                    .filter(there -> !there.isBefore(first)
                            && last.filter(there::isAfter).isEmpty())
                    .iterator();
        }

        @Override
        protected @Nullable TransactionRecord computeNext() {
            try {
                Optional<TransactionRecord> next = day.isPresent() ? day.get().next() : Optional.empty();
                while (next.isEmpty() && limit.place().isEmpty() && days.hasNext()) {
                    Optional<DayTable> table = open.table(days.next());
                    day = table.isPresent()
                            ? Optional.of(new DaySearch(new DayRecords(table.get()), query, limit))
                            : Optional.empty();
                    next = day.isPresent() ? day.get().next() : next;
                }
                return next.isPresent() ? next.get() : endOfData();
            } catch (SQLException e) {
                throw new StoreUnavailableException("the records cannot be read", e);
            }
        }
    }

    @Override
    public boolean removeBefore(LocalDate day) {
        days.removeBefore(day);
        return legacy.removeBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }
}
