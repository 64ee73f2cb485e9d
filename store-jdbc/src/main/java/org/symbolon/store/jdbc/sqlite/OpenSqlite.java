package org.symbolon.store.jdbc.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.Companion;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.ReaderShares;

/** A pool of connections that only read, and one thread that writes. */
final class OpenSqlite implements OpenDatabase {
    private static final int READERS = 8;

    /** The shortest time-out that the pool accepts. */
    private static final Duration SHORTEST_WAIT_FOR_READER = Duration.ofMillis(250);

    private final HikariDataSource readers;
    private final ReaderShares shares;
    private final ReadDeadline deadline;
    private final Jdbi jdbi;
    private final GroupWriter writer;
    private final FileWatch file;
    private final Companion.OfThread companions = new Companion.OfThread();

    private OpenSqlite(SqliteDatabase database, Duration timeout) {
        Duration half = timeout.dividedBy(2);
        this.file = FileWatch.of(database.file());
        this.deadline = new ReadDeadline(timeout);
        this.readers = pool(deadline.on(database.dataSource(half)), half);
        this.shares = new ReaderShares(READERS, half);
        this.jdbi = Database.jdbi(readers);
        this.writer = GroupWriter.start(new WriteConnection(database), timeout);
    }

    /**
     * Opens the pool and starts the thread.
     *
     * @param timeout how long a change may take, or a query that has a connection; a query waits half of it for one,
     *     and SQLite waits the other half for a lock
     */
    static OpenSqlite open(SqliteDatabase database, Duration timeout) {
        return new OpenSqlite(database, timeout);
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
    public <T> T read(Purpose purpose, Work<T> query) {
        try {
            return shares.use(purpose, () -> jdbi.withHandle(handle -> deadline.hold(() -> query.run(handle))));
        } catch (JdbiException | SQLException e) {
            throw new StoreUnavailableException("the store cannot be read", e);
        }
    }

    @Override
    public <T> T write(Work<T> change) {
        file.requirePresent();
        return companions.write(change, accompanied -> writer.write(SharedWork.of(accompanied)));
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
    public Companion.OfThread companions() {
        return companions;
    }

    @Override
    public TokenBalance balance() {
        return new SqliteBalance(this, writer, file);
    }

    @Override
    public StoreMeasures measures() {
        StoreMeasures.Builder measures =
                StoreMeasures.builder().putCalls(WRITE, writer.times()).putWaiting(WRITE, writer::waiting);
        shares.measure(measures);
        return measures.build();
    }

    @Override
    public Optional<String> problem() {
        return file.look();
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
