package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** Records of issued and redeemed tokens in a table. */
public final class JdbcRecords implements RecordStore {
    private static final String ADD =
            "INSERT INTO transaction_record (" + RecordRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OLD = " FROM transaction_record WHERE time < ? ORDER BY time LIMIT ?";
    private static final String FIND_OLD = "SELECT id" + OLD;
    private static final String REMOVE_OLD = "DELETE FROM transaction_record WHERE id IN (" + FIND_OLD + ")";

    private static final int MAX_REMOVAL = 10_000;

    private final OpenDatabase database;

    public JdbcRecords(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public void add(ImmutableList<TransactionRecord> records) {
        database.write(handle -> add(handle.getConnection(), records));
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
    public RecordPage find(RecordQuery query) {
        return database.read(Purpose.RECORDS, handle -> new RecordReader(query).read(handle.getConnection()));
    }

    /**
     * {@inheritDoc} Looks for old records with a query first, so that changes of other callers do not wait if there are
     * none.
     */
    @Override
    public boolean removeBefore(LocalDate day) {
        long first = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        boolean any = database.read(
                Purpose.RECORDS,
                handle -> handle.select(FIND_OLD, first, 1)
                        .mapTo(Long.class)
                        .findFirst()
                        .isPresent());
        return !any || database.write(handle -> handle.execute(REMOVE_OLD, first, MAX_REMOVAL)) < MAX_REMOVAL;
    }
}
