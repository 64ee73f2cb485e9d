package org.symbolon.store.jdbc;

import com.google.common.collect.Iterables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyScope;
import org.symbolon.core.key.StoredKey;

/** Writes the keys of a scope, inside a transaction of {@link Writer}; right also where other nodes write at the same moment (READ COMMITTED). */
final class KeyWriter {
    /** How many keys wait in memory for the database. */
    private static final int BATCH = 1_000;

    private static final String PUT = "INSERT INTO content_key (account, environment, " + KeyRow.COLUMNS + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, environment, kid) DO UPDATE SET ek = excluded.ek, kek_id = excluded.kek_id,"
            + " info = excluded.info, content_id = excluded.content_id, expiration = excluded.expiration,"
            + " expires = excluded.expires, last_update = excluded.last_update";
    private static final String ADD = PUT + " WHERE content_key.expires <= ?";
    private static final int AFTER_PUT = 11;

    private static final String SEEN =
            " WHERE account = ? AND environment = ?" + " AND (expires IS NULL OR expires > ?) AND kid = ?";
    /** Changes nothing, but keeps others from changing the row until the transaction ends. */
    private static final String LOCK = "UPDATE content_key SET last_update = last_update" + SEEN;

    private static final String REMOVE = "DELETE FROM content_key" + SEEN;

    private final Connection connection;
    private final KeyScope scope;

    KeyWriter(Connection connection, KeyScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    /** Asked first, since databases differ in how they complain of a key whose account is not there. Accounts are never removed. */
    KeyWriter requireAccount() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM account WHERE id = ?")) {
            statement.setLong(1, scope.account().value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("there is no account " + scope.account());
                }
            }
        }
        return this;
    }

    /** True if the id was free. Nobody else can change the row after that, even where it was not. */
    boolean add(StoredKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            bind(statement, key);
            statement.setLong(AFTER_PUT, scope.now().toEpochMilli());
            return statement.executeUpdate() == 1;
        }
    }

    /** Adds or replaces keys. */
    void putAll(Collection<StoredKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            for (List<StoredKey> batch : Iterables.partition(keys, BATCH)) {
                for (StoredKey key : batch) {
                    bind(statement, key);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private void bind(PreparedStatement statement, StoredKey key) throws SQLException {
        statement.setLong(1, scope.account().value());
        statement.setString(2, scope.environment().id());
        statement.setBytes(3, key.kid().bytes());
        KeyRow.bind(statement, 4, key);
    }

    /** The key as it is, which nobody else can change any more. */
    Optional<StoredKey> lock(KeyId kid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK + " RETURNING " + KeyRow.COLUMNS)) {
            statement.setBytes(KeyReader.bind(statement, scope), kid.bytes());
            return KeyReader.rows(statement).stream().findFirst();
        }
    }

    boolean remove(KeyId kid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setBytes(KeyReader.bind(statement, scope), kid.bytes());
            return statement.executeUpdate() == 1;
        }
    }
}
