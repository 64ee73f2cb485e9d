package org.symbolon.store.jdbc.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.Companion;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.ReaderShares;
import org.symbolon.store.jdbc.database.RecordDays;
import org.symbolon.store.jdbc.file.MachineBoot;

/** A pool of connections that only read, and one thread that writes. */
final class OpenSqlite implements OpenDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSqlite.class);

    private static final int READERS = 8;

    /** The shortest time-out that the pool accepts. */
    private static final Duration SHORTEST_WAIT_FOR_READER = Duration.ofMillis(250);

    private final HikariDataSource readers;
    private final ReaderShares shares;
    private final ReadDeadline deadline;
    private final Jdbi jdbi;
    private final GroupWriter writer;
    private final FileWatch file;
    private final SqliteBalance balance;
    private final SqliteRecordDays records;
    private final Companion.OfThread companions = new Companion.OfThread();

    private OpenSqlite(SqliteDatabase database, Duration timeout, boolean takesAhead) {
        Duration half = timeout.dividedBy(2);
        this.file = FileWatch.of(database.file());
        this.deadline = new ReadDeadline(timeout);
        this.readers = pool(deadline.on(database.dataSource(half)), half);
        this.shares = new ReaderShares(READERS, half);
        this.jdbi = Database.jdbi(readers);
        this.writer = GroupWriter.start(new WriteConnection(database), timeout);
        this.balance =
                new SqliteBalance(this, writer, file, takesAhead ? aheadFile(database.file()) : Optional.empty());
        this.records = new SqliteRecordDays(database);
    }

    /**
     * Opens the pool and starts the thread.
     *
     * @param timeout how long a change may take, or a query that has a connection; a query waits half of it for one,
     *     and SQLite waits the other half for a lock
     * @param takesAhead whether tokens may be taken ahead of their callers
     */
    static OpenSqlite open(SqliteDatabase database, Duration timeout, boolean takesAhead) {
        return new OpenSqlite(database, timeout, takesAhead);
    }

    private Optional<AheadFile> aheadFile(Path database) {
        Path beside = database.resolveSibling(database.getFileName() + "-ahead");
        try {
            return AheadFile.open(beside, MachineBoot.id(), file.identity());
        } catch (IOException e) {
            LOG.warn("no tokens are taken ahead of their callers, because {} cannot be used", beside, e);
            return Optional.empty();
        }
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
        return balance.changeAndSet(account, tokens, change);
    }

    @Override
    public Companion.OfThread companions() {
        return companions;
    }

    @Override
    public TokenBalance balance() {
        return balance;
    }

    @Override
    public RecordDays recordDays() {
        return records;
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
        records.close();
        balance.close();
        writer.close();
        readers.close();
    }
}
