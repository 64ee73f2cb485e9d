package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.Schema;
import org.symbolon.store.jdbc.database.StoreInspection;
import org.symbolon.store.jdbc.file.FolderExamination;
import org.symbolon.store.jdbc.file.LockFile;
import org.symbolon.store.jdbc.file.PrivateFiles;

/** A store in an SQLite file: how to create it, and how to connect to it. */
public final class SqliteDatabase implements Database {
    public static final String URL_PREFIX = "jdbc:sqlite:";

    private static final ImmutableMap<String, String> PLACEHOLDERS = ImmutableMap.of(
            "bytes", "BLOB", "clustered", "WITHOUT ROWID", "numbered", "id INTEGER PRIMARY KEY", "postgresql", "-- ");
    /**
     * The page cache of the connection that writes. With SQLite's default of 2 MB, adding to millions of records takes
     * twice as long, because a new row can belong on any page of an index on random values.
     */
    private static final int WRITE_CACHE_KIB = 65_536;

    /**
     * How many pages the write-ahead log may have before a checkpoint; a page that has changed many times is then
     * copied once.
     */
    private static final int LOG_PAGES = 16_000;

    /**
     * The bytes of a page where records are. A block of them takes one or two pages of this size; with the usual 4,096
     * bytes a record costs a fifth more.
     */
    private static final int RECORD_PAGE = 16_384;

    /** As many bytes as {@link #LOG_PAGES} have. */
    private static final int RECORD_LOG_PAGES = 4_000;

    private final Path folder;
    private final Path file;
    private final Duration timeout;

    private SqliteDatabase(Path folder, Path file, Duration timeout) {
        this.folder = folder;
        this.file = file;
        this.timeout = timeout;
    }

    /**
     * The database that a URL names.
     *
     * @param folder the folder of a relative file
     * @param timeout how long a caller waits for the database
     * @throws SettingsException if the URL does not name a file
     */
    public static SqliteDatabase at(String url, Path folder, Duration timeout) {
        String name = url.substring(URL_PREFIX.length());
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new SettingsException("store.url must name a file: jdbc:sqlite:<file>");
        }
        return new SqliteDatabase(folder, folder.resolve(name).toAbsolutePath(), timeout);
    }

    /** {@inheritDoc} Creates the file with mode 0600 if there is none; SQLite gives its other files the same mode. */
    @Override
    public void migrate() {
        try {
            PrivateFiles.createFolder(PrivateFiles.folderOf(file));
            PrivateFiles.createIfAbsent(file);
            if (isEmpty() || !isCurrent()) {
                LockFile.hold(PrivateFiles.lockOf(file), SCHEMA_TIMEOUT, this::migrateUnlessCurrent);
            }
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** {@inheritDoc} Creates no file either. */
    @Override
    public StoreStatus inspect() {
        StoreInspection inspection = new StoreInspection(URL_PREFIX + file);
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Ints.saturatedCast(timeout.toMillis()));
        try {
            if (!Files.exists(file) || isEmpty()) {
                return inspection.ofNothing();
            }
            try (Connection connection = source(config).getConnection()) {
                return inspection.of(connection);
            }
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the database " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * {@inheritDoc} SQLite writes a log beside the file, so its folder counts as well, unless it is the data folder,
     * which is examined in any case.
     */
    @Override
    public ImmutableList<Finding> examine(InstantSource clock) {
        Path beside = PrivateFiles.folderOf(file);
        if (Files.exists(file) && !Files.isWritable(file)) {
            return ImmutableList.of(Finding.problem(
                    "store", "the file " + file + " cannot be written", "give it to the user of the service"));
        }
        return Files.exists(file) && !beside.equals(folder.toAbsolutePath())
                ? FolderExamination.of(beside, clock)
                : ImmutableList.of();
    }

    /**
     * Checked before connecting, because a connection writes to an empty file, which is only allowed with the lock file
     * held.
     */
    private boolean isEmpty() throws IOException {
        return Files.size(file) == 0;
    }

    private boolean isCurrent() throws SQLException {
        try (Connection connection = dataSource(timeout).getConnection()) {
            return Schema.isCurrent(connection, file.toString());
        }
    }

    private boolean migrateUnlessCurrent() throws SQLException {
        // Another process may have migrated while this one waited for the lock file.
        if (!isCurrent()) {
            Schema.migrate(dataSource(timeout), PLACEHOLDERS);
        }
        return true;
    }

    @Override
    public OpenDatabase open(StoreAccess access) {
        return OpenSqlite.open(this, timeout, access == StoreAccess.SERVICE);
    }

    /** For a long query; a change of the schema makes it wait. */
    public SQLiteDataSource readSource() {
        return dataSource(timeout);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** For the connection that writes. It does not wait for locks: the writer does that itself, with short pauses. */
    SQLiteDataSource writeSource() {
        SQLiteDataSource source = dataSource(Duration.ZERO);
        source.getConfig().setCacheSize(-WRITE_CACHE_KIB);
        source.getConfig().setWalAutocheckpoint(LOG_PAGES);
        return source;
    }

    /** Begins the write transaction: a DELETE that matches no row makes SQLite take the lock of the write-ahead log. */
    static void beginWrite(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM account_revision WHERE 1 = 0")) {
            statement.executeUpdate();
        }
    }

    /** Whether a statement failed because another connection holds the lock. */
    static boolean isBusy(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** For connections on which SQLite waits so long for a lock. */
    SQLiteDataSource dataSource(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // A connection that finds no file fails; otherwise a file that vanished would become an empty one.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Ints.saturatedCast(busyTimeout.toMillis()));
        return source(config);
    }

    /**
     * For the records of a day. SQLite does not wait for the disk at a commit ({@code synchronous=NORMAL}); checkpoints
     * do.
     */
    SQLiteDataSource recordSource(Path day) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Ints.saturatedCast(timeout.toMillis()));
        config.setWalAutocheckpoint(RECORD_LOG_PAGES);
        return source(config, day);
    }

    /** For the first connection to an empty file of records: SQLite takes no size of pages once a file has a log. */
    SQLiteDataSource newRecordSource(Path day) {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Ints.saturatedCast(timeout.toMillis()));
        config.setPageSize(RECORD_PAGE);
        return source(config, day);
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        return source(config, file);
    }

    private SQLiteDataSource source(SQLiteConfig config, Path opened) {
        SqliteLibrary.keepIn(folder);
        // Nothing here asks for them, and the driver would run a query for them after each INSERT.
        config.setGetGeneratedKeys(false);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl(URL_PREFIX + opened);
        return dataSource;
    }
}
