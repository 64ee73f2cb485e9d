package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.database.RecordDays;
import org.symbolon.store.jdbc.file.PrivateFiles;

/**
 * A file for each day, in a folder beside the database file, such as {@code symbolon.db-records}. Its transactions do
 * not wait for the disk; a thread makes them durable within a second. A file that is removed gets another name at once,
 * and another thread deletes it, because the system takes seconds for gigabytes.
 */
final class SqliteRecordDays implements RecordDays, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRecordDays.class);
    private static final String FOLDER = "-records";
    private static final String PREFIX = "records-";
    private static final String SUFFIX = ".db";
    private static final String REMOVED = ".removed";
    private static final String TABLE = "record_part";
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS " + TABLE
            + " (level INTEGER NOT NULL, last INTEGER NOT NULL, batch INTEGER NOT NULL, term INTEGER NOT NULL,"
            + " since INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (level, last, batch, term, since))";
    /** How long after a commit it is made durable. */
    private static final long SYNC_MILLIS = 500;

    private final SqliteDatabase database;
    private final Path folder;
    private final ScheduledExecutorService syncs =
            Executors.newSingleThreadScheduledExecutor(thread("symbolon-records-sync"));
    private final ExecutorService removals = Executors.newSingleThreadExecutor(thread("symbolon-records-removal"));
    private Optional<OpenDay> written = Optional.empty();

    SqliteRecordDays(SqliteDatabase database) {
        this.database = database;
        this.folder = database.file().resolveSibling(database.file().getFileName() + FOLDER);
    }

    private static ThreadFactory thread(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The connection that writes. */
    private static final class OpenDay {
        private final LocalDate day;
        private final Connection connection;
        private boolean durable = true;

        OpenDay(LocalDate day, Connection connection) {
            this.day = day;
            this.connection = connection;
        }
    }

    @Override
    public synchronized void write(LocalDate day, DayWork change) {
        try {
            OpenDay open = open(day);
            execute(open.connection, "BEGIN IMMEDIATE");
            change.run(new DayTable(open.connection, TABLE, Optional.empty()));
            execute(open.connection, "COMMIT");
            if (open.durable) {
                open.durable = false;
                ScheduledFuture<?> unused = syncs.schedule(() -> sync(open), SYNC_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | SQLException e) {
            closeWritten();
            throw new StoreUnavailableException("records cannot be written to " + file(day), e);
        } catch (RuntimeException | Error e) {
            closeWritten();
            throw e;
        }
    }

    private OpenDay open(LocalDate day) throws IOException, SQLException {
        if (written.filter(open -> open.day.equals(day) && Files.exists(file(day)))
                .isPresent()) {
            return written.get();
        }
        closeWritten();
        Path file = file(day);
        create(file);
        OpenDay open =
                new OpenDay(day, StatementCache.on(database.recordSource(file).getConnection()));
        written = Optional.of(open);
        execute(open.connection, CREATE); // where another process was killed while it created the file
        return open;
    }

    private void create(Path file) throws IOException, SQLException {
        PrivateFiles.createFolder(folder);
        PrivateFiles.createIfAbsent(file);
        if (Files.size(file) == 0) {
            try (Connection first = database.newRecordSource(file).getConnection()) {
                execute(first, CREATE);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void checkpoint(Connection connection) throws SQLException {
        execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /** A checkpoint writes the log to the disk, and then what is in it to the file. */
    private synchronized void sync(OpenDay open) {
        open.durable = true;
        if (written.filter(open::equals).isPresent()) {
            try {
                checkpoint(open.connection);
            } catch (SQLException e) {
                LOG.warn("the records of {} could not be made durable", open.day, e);
            }
        }
    }

    private void closeWritten() {
        Optional<OpenDay> closed = written;
        written = Optional.empty();
        if (closed.isPresent()) {
            try (Connection last = closed.get().connection) {
                if (!closed.get().durable) {
                    checkpoint(last);
                }
            } catch (SQLException e) {
                LOG.debug("the records of {} could not be closed", closed.get().day, e);
            }
        }
    }

    private Path file(LocalDate day) {
        return folder.resolve(PREFIX + day + SUFFIX);
    }

    private ImmutableList<LocalDate> days() {
        if (!Files.isDirectory(folder)) {
            return ImmutableList.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> day(file.getFileName().toString()).stream())
                    .sorted(Comparator.reverseOrder())
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new StoreUnavailableException("the folder " + folder + " cannot be read", e);
        }
    }

    private static Optional<LocalDate> day(String name) {
        try {
            return name.startsWith(PREFIX) && name.endsWith(SUFFIX)
                    ? Optional.of(LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public OpenDays open(Handle handle) {
        return new ReadDays(days());
    }

    /** One connection for each day that is read. */
    private final class ReadDays implements OpenDays {
        private final ImmutableList<LocalDate> days;
        private final List<Connection> connections = new ArrayList<>();

        ReadDays(ImmutableList<LocalDate> days) {
            this.days = days;
        }

        @Override
        public ImmutableList<LocalDate> youngestFirst() {
            return days;
        }

        @Override
        public Optional<DayTable> table(LocalDate day) throws SQLException {
            close();
            Path file = file(day);
            try {
                if (!Files.exists(file) || Files.size(file) == 0) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                throw new StoreUnavailableException("the file " + file + " cannot be read", e);
            }
            Connection connection =
                    StatementCache.on(database.recordSource(file).getConnection());
            connections.add(connection);
            // The first query begins a transaction, which shows one state.
            connection.setAutoCommit(false);
            return Optional.of(new DayTable(connection, TABLE, Optional.empty()));
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
            connections.clear();
        }
    }

    @Override
    public synchronized void removeBefore(LocalDate day) {
        for (LocalDate old : days()) {
            if (old.isBefore(day)) {
                if (written.filter(open -> open.day.equals(old)).isPresent()) {
                    closeWritten();
                }
                remove(file(old));
            }
        }
        removals.execute(this::deleteRemoved); // also what a process left that ended meanwhile
    }

    /** Processes that have the file open go on to read it; the disk has its room when the last one has closed it. */
    private static void remove(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + REMOVED), StandardCopyOption.REPLACE_EXISTING);
            for (String part : new String[] {"-wal", "-shm", "-journal"}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("another process has removed {}", file, e);
        } catch (IOException e) {
            throw new StoreUnavailableException("the file " + file + " cannot be removed", e);
        }
    }

    private void deleteRemoved() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + REMOVED)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("records that were removed still take room in {}; the next removal tries again", folder, e);
        }
    }

    @Override
    public synchronized void close() {
        syncs.shutdownNow();
        removals.shutdownNow();
        closeWritten();
    }
}
