package org.symbolon.store.jdbc.key;

import com.google.common.collect.Iterables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.KeyId;

/** Writes the keys of a scope. Correct in a transaction at READ COMMITTED while other nodes write the same keys. */
final class KeyTableWriter {
    /** How many keys are sent to the database at once. */
    private static final int BATCH = 1_000;

    private static final String PUT = "INSERT INTO content_key (account, environment, " + KeyRow.COLUMNS + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, environment, kid) DO UPDATE SET ek = excluded.ek, kek_id = excluded.kek_id,"
            + " info = excluded.info, content_id = excluded.content_id, expiration = excluded.expiration,"
            + " expires = excluded.expires, last_update = excluded.last_update";
    private static final String ADD = PUT + " WHERE content_key.expires <= ?";
    private static final int AFTER_PUT = 11;

    private static final String SEEN =
            " WHERE account = ? AND environment = ? AND (expires IS NULL OR expires > ?) AND kid = ?";

    /**
     * Locks the row until the transaction ends: an update that changes nothing is the one statement for that which both
     * databases have.
     */
    private static final String LOCK = "UPDATE content_key SET last_update = last_update" + SEEN;

    private static final KeyPage ONE = new KeyPage(Optional.empty(), 1);

    private static final String REMOVE = "DELETE FROM content_key" + SEEN;

    private final Connection connection;
    private final KeyScope scope;

    KeyTableWriter(Connection connection, KeyScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    /**
     * Throws if the account does not exist. This is checked first because databases report a violated foreign key
     * differently. The account cannot be removed afterwards: accounts never are.
     */
    KeyTableWriter requireAccount() throws SQLException {
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

    /**
     * Inserts the key unless an unexpired key has this id. Either way the row stays locked until the transaction ends.
     */
    boolean add(StoredKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            bind(statement, key);
            statement.setLong(AFTER_PUT, scope.now().toEpochMilli());
            return statement.executeUpdate() == 1;
        }
    }

    /** Inserts or replaces keys. */
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

    /** Reads a key and locks its row until the transaction ends. */
    Optional<StoredKey> lock(KeyId kid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK + " RETURNING " + KeyRow.COLUMNS)) {
            statement.setBytes(KeyTableReader.bind(statement, scope), kid.bytes());
            return KeyTableReader.rows(statement, ONE).stream().findFirst();
        }
    }

    boolean remove(KeyId kid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setBytes(KeyTableReader.bind(statement, scope), kid.bytes());
            return statement.executeUpdate() == 1;
        }
    }
}
