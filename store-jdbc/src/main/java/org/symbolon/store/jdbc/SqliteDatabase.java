package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreStatus;

/** What is SQLite's own: a file, how to connect to it, and how one process learns that another one writes. */
final class SqliteDatabase implements Database {
    static final String URL_PREFIX = "jdbc:sqlite:";

    private static final ImmutableMap<String, String> PLACEHOLDERS =
            ImmutableMap.of("bytes", "BLOB", "clustered", "WITHOUT ROWID", "numbered", "id INTEGER PRIMARY KEY");
    private static final int READERS = 4;

    /** With the usual 2 MB, records by the million would be written at half the speed: an index by a random name has all its pages in use. */
    private static final int WRITE_CACHE_KIB = 65_536;

    /** How long the log grows before it is moved into the file: a page that changes often is then moved once. */
    private static final int LOG_PAGES = 16_000;

    private static final Duration SHORTEST_WAIT_FOR_READER = Duration.ofMillis(250);

    private final Path file;
    private final Duration timeout;

    private SqliteDatabase(Path file, Duration timeout) {
        this.file = file;
        this.timeout = timeout;
    }

    /** The database of a URL, in which a relative file is one in the folder. */
    static SqliteDatabase at(String url, Path folder, Duration timeout) {
        String name = url.substring(URL_PREFIX.length());
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new SettingsException("store.url must name a file: jdbc:sqlite:<file>");
        }
        return new SqliteDatabase(folder.resolve(name).toAbsolutePath(), timeout);
    }

    /** Makes the file if there is none, for its owner alone (SQLite gives its other files the same mode), and brings its schema up to date. */
    @Override
    public void prepare() {
        try {
            PrivateFiles.createFolder(PrivateFiles.folderOf(file));
            PrivateFiles.createIfAbsent(file);
            if (isEmpty() || !isCurrent()) {
                FileGuard.hold(PrivateFiles.lockOf(file), SCHEMA_TIMEOUT, this::migrate);
            }
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the database " + file + " cannot be opened", e);
        }
    }

    /** {@inheritDoc} Makes no file either. */
    @Override
    public StoreStatus inspect() {
        StoreInspection inspection = new StoreInspection(URL_PREFIX + file);
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(URL_PREFIX + file);
        dataSource.setBusyTimeout(Ints.saturatedCast(timeout.toMillis()));
        try {
            if (!Files.exists(file) || isEmpty()) {
                return inspection.ofNothing();
            }
            try (Connection connection = dataSource.getConnection()) {
                return inspection.of(connection);
            }
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the database " + file + " cannot be read", e);
        }
    }

    /** Asked before the first connection, which writes to an empty file: that is left to the one who has the guard. */
    private boolean isEmpty() throws IOException {
        return Files.size(file) == 0;
    }

    private boolean isCurrent() throws SQLException {
        try (Connection connection = dataSource(timeout).getConnection()) {
            return Schema.isCurrent(connection, file.toString());
        }
    }

    private boolean migrate() throws SQLException {
        // Whoever held the guard before may have done it.
        if (!isCurrent()) {
            Schema.migrate(dataSource(timeout), PLACEHOLDERS);
        }
        return true;
    }

    @Override
    public Readers readers() {
        return new SqliteReaders(queryOnly());
    }

    @Override
    public Writer writer() {
        return new GroupWriter(new WriteConnection(this), timeout);
    }

    @Override
    public StoredBalance balance(Readers readers, Writer writer) {
        return new JdbcBalance(readers, writer);
    }

    /** For one connection that writes; its user waits by itself. */
    SQLiteDataSource writeSource() {
        SQLiteDataSource source = dataSource(Duration.ZERO);
        source.getConfig().setCacheSize(-WRITE_CACHE_KIB);
        source.getConfig().setWalAutocheckpoint(LOG_PAGES);
        return source;
    }

    /** Takes the right to write, on a connection with no transaction of its own under way. A statement that changes nothing is enough. */
    void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM account_revision WHERE 1 = 0");
        }
    }

    /** Whether another connection has the lock that was wanted. */
    static boolean isBusy(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** A pool of connections that cannot write. A read waits for a connection for half of the time-out at most, and for SQLite for the other half. */
    private HikariDataSource queryOnly() {
        Duration half = timeout.dividedBy(2);
        HikariConfig config = new HikariConfig();
        config.setPoolName("symbolon-readers");
        config.setDataSource(KeptStatements.on(dataSource(half)));
        config.setConnectionInitSql("PRAGMA query_only = 1");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        // The first read fails, as any other would, where there is no connection.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Math.max(half.toMillis(), SHORTEST_WAIT_FOR_READER.toMillis()));
        return new HikariDataSource(config);
    }

    private SQLiteDataSource dataSource(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Ints.saturatedCast(busyTimeout.toMillis()));
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl(URL_PREFIX + file);
        return dataSource;
    }
}
