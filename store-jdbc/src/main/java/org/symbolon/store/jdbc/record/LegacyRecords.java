package org.symbolon.store.jdbc.record;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/**
 * The records in the table {@code transaction_record}, which nodes of earlier releases write, and which is read until
 * retention has emptied it. The id of such a record is made of its time and its number in that table.
 */
final class LegacyRecords {
    private static final String OLD = " FROM transaction_record WHERE time < ? ORDER BY time LIMIT ?";
    private static final String FIND_OLD = "SELECT id" + OLD;
    private static final String REMOVE_OLD = "DELETE FROM transaction_record WHERE id IN (" + FIND_OLD + ")";
    private static final int MAX_REMOVAL = 10_000;

    private final OpenDatabase database;

    LegacyRecords(OpenDatabase database) {
        this.database = database;
    }

    /** The records that match, the youngest first. They are read as they are needed. */
    static Iterator<TransactionRecord> find(Connection connection, RecordQuery query, SearchLimit limit) {
        return new AbstractIterator<>() {
            private RecordQuery rest = query;
            private Iterator<TransactionRecord> page = Collections.emptyIterator();
            private boolean ended;

            @Override
            protected @Nullable TransactionRecord computeNext() {
                while (!page.hasNext() && !ended) {
                    ImmutableList<TransactionRecord> rows = rows(connection, rest);
                    ended = rows.size() < LegacyReader.PAGE;
                    page = rows.stream().filter(query::matches).iterator();
                    if (!ended) {
                        rest = RecordQuery.builder()
                                .from(rest)
                                .before(rows.get(rows.size() - 1).id())
                                .build();
                    }
                    if (!page.hasNext() && !ended) {
                        limit.count();
                        ended = limit.isReached(rows.get(rows.size() - 1).id().millis());
                    }
                }
                return page.hasNext() ? page.next() : endOfData();
            }
        };
    }

    private static ImmutableList<TransactionRecord> rows(Connection connection, RecordQuery query) {
        try {
            return new LegacyReader(query).read(connection);
        } catch (SQLException e) {
            throw new StoreUnavailableException("the records of earlier releases cannot be read", e);
        }
    }

    /**
     * Removes some records from before a time; returns whether none is left. It looks for them with a query first, so
     * that changes of other callers do not wait if there are none.
     */
    boolean removeBefore(long millis) {
        boolean any = database.read(
                Purpose.RECORDS,
                handle -> handle.select(FIND_OLD, millis, 1)
                        .mapTo(Long.class)
                        .findFirst()
                        .isPresent());
        return !any || database.write(handle -> handle.execute(REMOVE_OLD, millis, MAX_REMOVAL)) < MAX_REMOVAL;
    }
}
