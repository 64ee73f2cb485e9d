package org.symbolon.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Does each work in a transaction of its own, at READ COMMITTED, on a connection of a pool, and on its caller's thread: the server commits
 * many at once by itself. A work of which another one got in the way is done again from its beginning.
 */
final class PooledWriter implements Writer {
    private static final int MOST_ATTEMPTS = 5;
    private static final String IN_FAILED_TRANSACTION = "25P02";

    private final PostgresPool pool;
    private final Duration timeout;
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

    /**
     * A writer on such a pool.
     *
     * @param timeout after half of which no further attempt is made
     */
    PooledWriter(PostgresPool pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    @Override
    public <T> T write(Work<T> work) {
        if (writing.get()) {
            throw new IllegalStateException("a change of the store cannot wait for another one");
        }
        writing.set(true);
        try {
            return attempt(work);
        } finally {
            writing.remove();
        }
    }

    private <T> T attempt(Work<T> work) {
        long lastMoment = System.nanoTime() + timeout.dividedBy(2).toNanos();
        Turns turns = new Turns();
        for (int attempt = 1; ; attempt++) {
            try {
                return pool.use(handle -> handle.inTransaction(own -> run(own, work)));
            } catch (SQLException | JdbiException e) {
                boolean late = attempt == MOST_ATTEMPTS || System.nanoTime() - lastMoment >= 0;
                if (late || !PostgresErrors.isConflict(e)) {
                    throw unavailable(e);
                }
            }
            pause(turns);
        }
    }

    /** A work that overlooks a failed statement must not be told that it was committed: the server would roll back, and call that a success. */
    private static <T> T run(Handle handle, Work<T> work) throws SQLException {
        T answer = work.run(handle, 1).get(0);
        BaseConnection connection = handle.getConnection().unwrap(BaseConnection.class);
        if (connection.getTransactionState() == TransactionState.FAILED) {
            throw new SQLException("a statement failed, and the work went on", IN_FAILED_TRANSACTION);
        }
        return answer;
    }

    private static void pause(Turns turns) {
        try {
            turns.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store; nothing was changed", e);
        }
    }

    /** The server may have committed what it could not say any more. */
    private static StoreUnavailableException unavailable(Exception cause) {
        boolean unsure = PostgresErrors.isBroken(cause) && !PostgresErrors.isWithoutConnection(cause);
        return new StoreUnavailableException(
                "the store did not do what it was asked; "
                        + (unsure ? "the change had begun and may yet be made" : "nothing was changed"),
                cause);
    }

    @Override
    public void close() {
        pool.close();
    }
}
