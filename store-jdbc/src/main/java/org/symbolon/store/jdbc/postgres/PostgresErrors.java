package org.symbolon.store.jdbc.postgres;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.ConnectionException;

/** Classifies exceptions by their SQLSTATE (PostgreSQL documentation, appendix A). */
final class PostgresErrors {
    /** serialization_failure and deadlock_detected: the same transaction may succeed when it is run again. */
    private static final ImmutableSet<String> CONFLICTS = ImmutableSet.of("40001", "40P01");

    /** admin_shutdown, crash_shutdown, cannot_connect_now. */
    private static final ImmutableSet<String> SHUTDOWNS = ImmutableSet.of("57P01", "57P02", "57P03");

    private static final String CONNECTION_EXCEPTIONS = "08";

    /** read_only_sql_transaction. */
    static final String READ_ONLY = "25006";

    private PostgresErrors() {}

    /** Whether the transaction was rolled back because of another one. */
    static boolean isConflict(Throwable failure) {
        return hasState(failure, CONFLICTS::contains);
    }

    /** Whether a connection broke while it was used. */
    static boolean isBroken(Throwable failure) {
        return hasState(failure, state -> state.startsWith(CONNECTION_EXCEPTIONS) || SHUTDOWNS.contains(state));
    }

    /** Whether the server takes no changes, because it is a standby or became one (read_only_sql_transaction). */
    static boolean isReadOnly(Throwable failure) {
        return hasState(failure, READ_ONLY::equals);
    }

    /** Whether no connection could be had, unless the caller was interrupted while it waited for one. */
    static boolean isWithoutConnection(Throwable failure) {
        return hasCause(failure, ConnectionException.class) && !hasCause(failure, InterruptedException.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return Throwables.getCausalChain(failure).stream().anyMatch(type::isInstance);
    }

    private static boolean hasState(Throwable failure, Predicate<String> condition) {
        return Throwables.getCausalChain(failure).stream()
                .filter(SQLException.class::isInstance)
                .flatMap(cause -> Optional.ofNullable(((SQLException) cause).getSQLState()).stream())
                .anyMatch(condition);
    }
}
