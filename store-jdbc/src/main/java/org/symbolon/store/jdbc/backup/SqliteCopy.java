package org.symbolon.store.jdbc.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.store.jdbc.database.StoreInspection;
import org.symbolon.store.jdbc.keyring.FileKeyRing;

/** A database file that is a copy: no other process has it open, and it has no write-ahead log. */
record SqliteCopy(Path file) {
    /** The schema version that added the tables of keys and leases, and those which name the store and its ring. */
    private static final int STORE_IDENTITY = 5;

    private static final int STORE_COPY = 8;

    /** Which store a copy is of, and which keys its ring had. */
    record Origin(Optional<String> store, Set<RingKeyId> ringKeys) {

        /** Whether a key ring exists and belongs to the store. */
        boolean fits(FileKeyRing ring) {
            return store.or(() -> ring.store().map(UUID::toString))
                            .equals(ring.store().map(UUID::toString).or(() -> store))
                    && ring.read().map(FileKeyRing::ids).filter(this::fits).isPresent();
        }

        private boolean fits(Set<RingKeyId> ids) {
            return ringKeys.isEmpty() || !Collections.disjoint(ringKeys, ids);
        }
    }

    private Connection open(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setReadOnly(readOnly);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    /** Reads the whole file; throws if any page, index or reference in it is damaged. */
    StoreStatus check() {
        try (Connection connection = open(true);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
                if (!row.next() || !row.getString(1).equals("ok")) {
                    throw new StoreUnavailableException("the copy " + file + " is damaged");
                }
            }
            try (ResultSet row = statement.executeQuery("PRAGMA foreign_key_check")) {
                if (row.next()) {
                    throw new StoreUnavailableException("the copy " + file + " is damaged: rows are missing");
                }
            }
            return new StoreInspection("jdbc:sqlite:" + file).of(connection);
        } catch (SQLException e) {
            throw new StoreUnavailableException("the copy " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes down when the copy was made, and when it took the place of a store, in place of what it said before. */
    void stamp(StoreStatus copied, Instant made, Optional<Instant> restored) throws SQLException, IOException {
        if (copied.schema() >= STORE_COPY) {
            try (Connection connection = open(false);
                    Statement statement = connection.createStatement();
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO store_copy (made, restored) VALUES (?, ?)")) {
                connection.setAutoCommit(false);
                statement.executeUpdate("DELETE FROM store_copy");
                insert.setLong(1, made.toEpochMilli());
                insert.setObject(2, restored.map(Instant::toEpochMilli).orElse(null));
                insert.executeUpdate();
                connection.commit();
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Which store it is a copy of. */
    Origin origin(StoreStatus copied) throws SQLException {
        Set<RingKeyId> keys = new HashSet<>();
        if (copied.schema() < STORE_IDENTITY) {
            return new Origin(Optional.empty(), keys);
        }
        try (Connection connection = open(true);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT id FROM store_ring_key")) {
                while (row.next()) {
                    RingKeyId.parse(row.getString(1)).ifPresent(keys::add);
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT id FROM store_identity")) {
                return new Origin(row.next() ? Optional.of(row.getString(1)) : Optional.empty(), keys);
            }
        }
    }

    /** The balance of each account, by its id; empty for an unlimited one. */
    TreeMap<Long, OptionalLong> balances() throws SQLException {
        TreeMap<Long, OptionalLong> balances = new TreeMap<>();
        try (Connection connection = open(true);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, tokens FROM account")) {
            while (row.next()) {
                long tokens = row.getLong(2);
                balances.put(row.getLong(1), row.wasNull() ? OptionalLong.empty() : OptionalLong.of(tokens));
            }
        }
        return balances;
    }
}
