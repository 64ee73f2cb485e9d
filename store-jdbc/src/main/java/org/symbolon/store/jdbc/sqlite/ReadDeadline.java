package org.symbolon.store.jdbc.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * Stops queries that take too long, so that their connections can be used again. SQLite has no time-out for statements,
 * but asks a handler every {@link #INSTRUCTIONS} instructions whether to go on, on the thread that runs the query.
 */
final class ReadDeadline extends ProgressHandler {
    /** About a millisecond's work: asking costs less than a thousandth of it. */
    private static final int INSTRUCTIONS = 100_000;

    private final long nanos;
    private final ThreadLocal<Long> began = new ThreadLocal<>();

    /**
     * A deadline for each query.
     *
     * @param longest how long a query may take
     */
    ReadDeadline(Duration longest) {
        this.nanos = longest.toNanos();
    }

    /** Connections on which queries of {@link #hold} are stopped. */
    DataSource on(SQLiteDataSource source) {
        SQLiteDataSource watched = new SQLiteDataSource(source.getConfig()) {
            @Override
            public SQLiteConnection getConnection(String user, String password) throws SQLException {
                SQLiteConnection connection = super.getConnection(user, password);
                ProgressHandler.setHandler(connection, INSTRUCTIONS, ReadDeadline.this);
                return connection;
            }
        };
        watched.setUrl(source.getUrl());
        return watched;
    }

    /** A query. */
    @FunctionalInterface
    interface Query<T> {
        T run() throws SQLException;
    }

    /** Runs a query, which fails with SQLITE_INTERRUPT once it has taken too long. */
    <T> T hold(Query<T> query) throws SQLException {
        began.set(System.nanoTime());
        try {
            return query.run();
        } finally {
            began.remove();
        }
    }

    @Override
    protected int progress() {
        Long start = began.get();
        return start != null && System.nanoTime() - start > nanos ? 1 : 0;
    }
}
