package org.symbolon.store.jdbc.database;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tables of records, one for each day (UTC), of the layout in {@code V9__records.sql}. */
public interface RecordDays {

    /**
     * The table of one day.
     *
     * @param name its name in SQL
     * @param lock the query that locks the index of the table until the end of the transaction, and says whether it
     *     could; empty if a transaction on the table is alone in any case
     */
    record DayTable(Connection connection, String name, Optional<String> lock) {

        /** Whether this transaction may rewrite the index; false if another one does so now. */
        public boolean lockIndex() throws SQLException {
            if (lock.isEmpty()) {
                return true;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(lock.get())) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Statements on the table of a day. */
    @FunctionalInterface
    interface DayWork {
        void run(DayTable table) throws SQLException;
    }

    /** Tables that are read. Each shows one state until this is closed. */
    interface OpenDays extends AutoCloseable {
        /** The days that have a table. */
        ImmutableList<LocalDate> youngestFirst();

        /** The table of a day; empty if it has been removed meanwhile. */
        Optional<DayTable> table(LocalDate day) throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /**
     * Runs a change in a transaction on the table of a day, which is created if it is missing. A power cut may lose what
     * was committed in the last second.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer in time
     */
    void write(LocalDate day, DayWork change);

    /**
     * Opens the tables for reading.
     *
     * @param handle reads the database; used by nobody else until the tables are closed
     */
    OpenDays open(Handle handle) throws SQLException;

    /** Removes the tables of the days before a day; one that is in use for long stays until the next time. */
    void removeBefore(LocalDate day);
}
