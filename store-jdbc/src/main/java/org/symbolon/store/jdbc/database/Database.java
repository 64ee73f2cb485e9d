package org.symbolon.store.jdbc.database;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;

/** A database that may not have its tables yet. */
public interface Database {
    /** SQLITE_TOOBIG, SQLITE_CONSTRAINT and SQLITE_MISMATCH. */
    ImmutableSet<Integer> SQLITE_VALUE_ERRORS = ImmutableSet.of(18, 19, 20);

    /**
     * How long a migration, or waiting for another process that migrates, may take. Much longer than a caller waits.
     */
    Duration SCHEMA_TIMEOUT = Duration.ofMinutes(1);

    /**
     * Creates the tables, or brings them up to date. Several processes may do so at the same time.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the database cannot be opened, or a newer release
     *     made its tables
     */
    void migrate();

    /** Reads schema version, row counts and leases, and changes nothing. */
    StoreStatus inspect();

    /**
     * Examines what {@link #inspect} does not show, of a database that answers. Nothing by default.
     *
     * @param clock the clock of this machine
     */
    default ImmutableList<Finding> examine(InstantSource clock) {
        return ImmutableList.of();
    }

    /**
     * Opens the connections, for the caller to close. Only the service recovers what other processes left behind.
     *
     * @param access what for
     */
    OpenDatabase open(StoreAccess access);

    /**
     * Whether a statement failed because of its values, and so would always fail: a text that the database cannot
     * store, or a constraint (SQLSTATE classes 22, 23 and 54; SQLite's codes TOOBIG, CONSTRAINT and MISMATCH).
     */
    static boolean rejectsValues(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .anyMatch(cause -> {
                    String state = Strings.nullToEmpty(cause.getSQLState());
                    return state.startsWith("22")
                            || state.startsWith("23")
                            || state.startsWith("54")
                            || (state.isEmpty() && SQLITE_VALUE_ERRORS.contains(cause.getErrorCode() & 0xff));
                });
    }

    /**
     * Creates a JDBI whose exceptions do not quote the values that were bound to a statement. Exceptions end in logs,
     * and some of the values are secrets.
     */
    static Jdbi jdbi(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }
}
