package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** Records of issued and redeemed tokens in a table. */
public final class JdbcRecords implements RecordStore {
    private static final String ADD =
            "INSERT INTO transaction_record (" + RecordRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OLD = " FROM transaction_record WHERE time < ? ORDER BY time LIMIT ?";
    private static final String FIND_OLD = "SELECT id" + OLD;
    private static final String REMOVE_OLD = "DELETE FROM transaction_record WHERE id IN (" + FIND_OLD + ")";

    private final OpenDatabase database;

    public JdbcRecords(OpenDatabase database) {
        this.database = database;
    }

    /**
     * {@inheritDoc} If the database rejects a value, halves of the batch are tried, until the bad records are alone.
     */
    @Override
    public ImmutableList<TransactionRecord> add(ImmutableList<TransactionRecord> records) {
        try {
            database.write(handle -> add(handle.getConnection(), records));
            return ImmutableList.of();
        } catch (StoreUnavailableException e) {
            if (!Database.rejectsValues(e)) {
                throw e;
            }
        }
        if (records.size() == 1) {
            return records;
        }
        int half = records.size() / 2;
        return ImmutableList.<TransactionRecord>builder()
                .addAll(add(records.subList(0, half)))
                .addAll(add(records.subList(half, records.size())))
                .build();
    }

    private static int add(Connection connection, ImmutableList<TransactionRecord> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (TransactionRecord added : records) {
                RecordRow.bind(statement, added);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    @Override
    public ImmutableList<TransactionRecord> find(RecordQuery query) {
        return database.read(Purpose.RECORDS, handle -> new RecordReader(query).read(handle.getConnection()));
    }

    /**
     * {@inheritDoc} Looks for old records with a query first, so that changes of other callers do not wait if there are
     * none.
     */
    @Override
    public int removeBefore(Instant instant, int limit) {
        boolean any = database.read(
                Purpose.RECORDS,
                handle -> handle.select(FIND_OLD, instant.toEpochMilli(), 1)
                        .mapTo(Long.class)
                        .findFirst()
                        .isPresent());
        return any ? database.write(handle -> handle.execute(REMOVE_OLD, instant.toEpochMilli(), limit)) : 0;
    }
}
