package org.symbolon.store.jdbc;

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

/** The connection that writes, opened when it is first needed and anew after it failed. For the writer's thread alone. */
final class WriteConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);

    private final SqliteDatabase database;
    private Optional<Handle> handle = Optional.empty();

    WriteConnection(SqliteDatabase database) {
        this.database = database;
    }

    /** Begins a transaction that no other process can disturb any more; false if another one is writing. */
    boolean begin() throws SQLException {
        try {
            database.lock(open().getConnection());
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

    /** What SQLite says of the connection itself is of the same kind as what it says on one: others may be busy with the file. */
    private Handle connect() throws SQLException {
        try {
            return QuietJdbi.on(database.writeSource()).open();
        } catch (ConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    /** Does the works of a group, each of them wholly or not at all, commits, and answers their callers. */
    void commit(Collection<Ticket<?>> tickets) throws SQLException {
        List<Runnable> answers = new ArrayList<>();
        Collection<SharedWork<?>> works = shared(tickets);
        for (SharedWork<?> work : works) {
            answers.add(attempt(work, works.size() == 1));
        }
        open().getConnection().commit();
        answers.forEach(Runnable::run);
    }

    private static Collection<SharedWork<?>> shared(Collection<Ticket<?>> tickets) {
        Map<Work<?>, SharedWork<?>> works = new LinkedHashMap<>();
        tickets.forEach(
                ticket -> works.computeIfAbsent(ticket.work(), SharedWork::new).add(ticket));
        return works.values();
    }

    /** One that is alone needs no savepoint, for which SQLite would copy every page that it changes: a third of what a large one writes. */
    private <T> Runnable attempt(SharedWork<T> work, boolean alone) throws SQLException {
        Connection connection = open().getConnection();
        Optional<Savepoint> before = alone ? Optional.empty() : Optional.of(connection.setSavepoint());
        try {
            Runnable answer = work.run(open());
            if (before.isPresent()) {
                connection.releaseSavepoint(before.get());
            }
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, before, e);
            return () -> work.fail(e);
        }
    }

    /** Throws where the database itself has rolled back all, as on a full disk: then the whole group has failed, for the same cause. */
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

    /** Drops a connection on which something unforeseen happened; what was not committed is undone. */
    void abandon() {
        handle.map(Handle::getConnection).ifPresent(WriteConnection::close);
        handle = Optional.empty();
    }

    private static void close(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("a connection could not be closed in good order", e);
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
