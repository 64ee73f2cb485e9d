package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.store.jdbc.database.Database;

/**
 * The connection that writes. It is opened when it is first needed, and again after a failure. Used by the writer's
 * thread only.
 */
final class WriteConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);

    private final SqliteDatabase database;
    private Optional<Handle> handle = Optional.empty();

    WriteConnection(SqliteDatabase database) {
        this.database = database;
    }

    /** Begins a write transaction; returns false if another process is writing. */
    boolean begin() throws SQLException {
        try {
            SqliteDatabase.beginWrite(open().getConnection());
            return true;
        } catch (SQLException e) {
            if (SqliteDatabase.isBusy(e)) {
                return false;
            }
            throw e;
        }
    }

    private Handle open() throws SQLException {
        if (handle.isEmpty()) {
            handle = Optional.of(connect());
        }
        return handle.get();
    }

    /**
     * Opens the connection. JDBI wraps the SQLException of a failure; this throws that one, because the file may just
     * be busy then as well.
     */
    private Handle connect() throws SQLException {
        try {
            return Database.jdbi(StatementCache.on(database.writeSource())).open();
        } catch (ConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    /** Runs the changes of a group, each completely or not at all, commits, and answers the callers. */
    void commit(Collection<Ticket<?>> tickets) throws SQLException {
        List<Runnable> answers = new ArrayList<>();
        Collection<Callers<?>> changes = group(tickets);
        for (Callers<?> change : changes) {
            answers.add(attempt(change, changes.size() == 1));
        }
        open().getConnection().commit();
        answers.forEach(Runnable::run);
    }

    private static Collection<Callers<?>> group(Collection<Ticket<?>> tickets) {
        Map<SharedWork<?>, Callers<?>> changes = new LinkedHashMap<>();
        tickets.forEach(
                ticket -> changes.computeIfAbsent(ticket.work(), Callers::new).add(ticket));
        return changes.values();
    }

    /** A change with the callers who wait for it. */
    private static final class Callers<T> {
        private final SharedWork<T> change;
        private final List<Ticket<T>> tickets = new ArrayList<>();

        Callers(SharedWork<T> change) {
            this.change = change;
        }

        @SuppressWarnings("unchecked") // The ticket's change is equal to this one, so its answer has the same type.
        void add(Ticket<?> ticket) {
            tickets.add((Ticket<T>) ticket);
        }

        /** Runs the change, and returns what answers the callers. */
        Runnable run(Handle handle) throws SQLException {
            ImmutableList<T> answers = change.run(handle, tickets.size());
            return () -> {
                for (int i = 0; i < tickets.size(); i++) {
                    tickets.get(i).answer(answers.get(i));
                }
            };
        }

        void fail(Throwable cause) {
            tickets.forEach(ticket -> ticket.fail(cause));
        }
    }

    /**
     * Runs one change. A change that is alone in its transaction needs no savepoint; without one, SQLite writes a third
     * less for a large change, because it need not copy each page before changing it.
     */
    private <T> Runnable attempt(Callers<T> change, boolean alone) throws SQLException {
        Connection connection = open().getConnection();
        Optional<Savepoint> before = alone ? Optional.empty() : Optional.of(connection.setSavepoint());
        try {
            Runnable answer = change.run(open());
            if (before.isPresent()) {
                connection.releaseSavepoint(before.get());
            }
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, before, e);
            return () -> change.fail(e);
        }
    }

    /**
     * Rolls a change back. Throws if SQLite has rolled the whole transaction back by itself, as it does when the disk
     * is full: then the whole group has failed for that reason.
     */
    private static void undo(Connection connection, Optional<Savepoint> before, Throwable cause) throws SQLException {
        try {
            if (before.isPresent()) {
                connection.rollback(before.get());
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }

    /** Closes the connection without a commit. It is opened again when it is needed. */
    @Override
    public void close() {
        handle.map(Handle::getConnection).ifPresent(WriteConnection::close);
        handle = Optional.empty();
    }

    private static void close(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("the connection that writes could not be closed after a failure", e);
        }
    }
}
