package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.record.TransactionRecord;

/** Records in a table. */
final class JdbcRecords implements RecordStore {
    private static final String ADD =
            "INSERT INTO transaction_record (" + RecordRow.COLUMNS + ")" + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OLD = " FROM transaction_record WHERE time < ? ORDER BY time LIMIT ?";
    private static final String FIND_OLD = "SELECT id" + OLD;
    private static final String REMOVE_OLD = "DELETE FROM transaction_record WHERE id IN (" + FIND_OLD + ")";

    private final Readers readers;
    private final Writer writer;

    JdbcRecords(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void add(ImmutableList<TransactionRecord> records) {
        writer.write(Work.of(handle -> add(handle.getConnection(), records)));
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
        return readers.read(handle -> {
            try {
                return new RecordReader(query).read(handle.getConnection());
            } catch (SQLException e) {
                throw new StoreUnavailableException("the store cannot be read", e);
            }
        });
    }

    /** {@inheritDoc} Where there is nothing to remove, nobody who writes is held up. */
    @Override
    public int removeBefore(Instant instant, int most) {
        boolean any = readers.read(handle -> handle.select(FIND_OLD, instant.toEpochMilli(), 1)
                .mapTo(Long.class)
                .findFirst()
                .isPresent());
        return any ? writer.write(Work.of(handle -> handle.execute(REMOVE_OLD, instant.toEpochMilli(), most))) : 0;
    }
}
