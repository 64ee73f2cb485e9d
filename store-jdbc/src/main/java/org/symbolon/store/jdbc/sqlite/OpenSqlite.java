package org.symbolon.store.jdbc.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;

/** A pool of connections that only read, and one thread that writes. */
final class OpenSqlite implements OpenDatabase {
    private static final int READERS = 4;

    /** The shortest time-out that the pool accepts. */
    private static final Duration SHORTEST_WAIT_FOR_READER = Duration.ofMillis(250);

    private final HikariDataSource readers;
    private final Jdbi jdbi;
    private final GroupWriter writer;

    private OpenSqlite(HikariDataSource readers, GroupWriter writer) {
        this.readers = readers;
        this.jdbi = Database.jdbi(readers);
        this.writer = writer;
    }

    /**
     * Opens the pool and starts the thread.
     *
     * @param timeout how long a change may take; a query waits half of it for a connection, and SQLite waits the other
     *     half for a lock
     */
    static OpenSqlite open(SqliteDatabase database, Duration timeout) {
        Duration half = timeout.dividedBy(2);
        return new OpenSqlite(
                pool(database.dataSource(half), half), GroupWriter.start(new WriteConnection(database), timeout));
    }

    private static HikariDataSource pool(DataSource source, Duration connectionTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("symbolon-readers");
        config.setDataSource(StatementCache.on(source));
        config.setConnectionInitSql("PRAGMA query_only = 1");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        // Opening the pool does not fail if the file cannot be read now; queries do.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Math.max(connectionTimeout.toMillis(), SHORTEST_WAIT_FOR_READER.toMillis()));
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Work<T> query) {
        try {
            return jdbi.withHandle(query::run);
        } catch (JdbiException | SQLException e) {
            throw new StoreUnavailableException("the store cannot be read", e);
        }
    }

    @Override
    public <T> T write(Work<T> change) {
        return writer.write(SharedWork.of(change));
    }

    @Override
    public <T> T writeAndSetBalance(AccountId account, long tokens, Work<T> change) {
        return write(handle -> {
            T answer = change.run(handle);
            SqliteBalance.replace(handle, account, tokens);
            return answer;
        });
    }

    @Override
    public TokenBalance balance() {
        return new SqliteBalance(this, writer);
    }

    /**
     * {@inheritDoc} When the last connection of the last process closes, SQLite moves its write-ahead log into the
     * database file.
     */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
