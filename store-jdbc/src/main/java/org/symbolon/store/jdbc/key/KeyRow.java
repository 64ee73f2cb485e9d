package org.symbolon.store.jdbc.key;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * Reads and binds a row of {@code content_key}. Columns are addressed by their position, because looking them up by
 * name takes longer than the query itself.
 */
final class KeyRow {
    /** The columns that {@link #read} expects, in this order. */
    static final String COLUMNS = "kid, ek, kek_id, info, content_id, expiration, expires, last_update";

    /** The columns that {@link #kid} and {@link #wrapped} expect, in this order. */
    static final String WRAPPED_COLUMNS = "kid, ek";

    private KeyRow() {}

    static StoredKey read(ResultSet row) throws SQLException {
        KeyId kid = kid(row);
        try {
            return StoredKey.builder()
                    .kid(kid)
                    .ek(wrapped(row, kid))
                    .kekId(Optional.ofNullable(row.getString(3)))
                    .info(Optional.ofNullable(row.getString(4)))
                    .contentId(Optional.ofNullable(row.getString(5)))
                    .expiration(expiration(row))
                    .lastUpdate(Instant.ofEpochMilli(row.getLong(8)))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("key " + kid + " in the store has an invalid value", e);
        }
    }

    static KeyId kid(ResultSet row) throws SQLException {
        try {
            return KeyId.of(row.getBytes(1));
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("a key id in the store is invalid", e);
        }
    }

    static WrappedKey wrapped(ResultSet row, KeyId kid) throws SQLException {
        try {
            return WrappedKey.of(row.getBytes(2));
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("key " + kid + " in the store has an invalid value", e);
        }
    }

    private static Optional<KeyExpiration> expiration(ResultSet row) throws SQLException {
        Instant expires = Instant.ofEpochMilli(row.getLong(7));
        return Optional.ofNullable(row.getString(6)).map(text -> new KeyExpiration(text, expires));
    }

    /** Binds all columns except the key id, in the order of {@link #COLUMNS}. */
    static void bind(PreparedStatement statement, int first, StoredKey key) throws SQLException {
        statement.setBytes(first, key.ek().reveal());
        bind(statement, first + 1, key.kekId());
        bind(statement, first + 2, key.info());
        bind(statement, first + 3, key.contentId());
        bind(statement, first + 4, key.expiration().map(KeyExpiration::text));
        if (key.expiration().isPresent()) {
            statement.setLong(first + 5, key.expiration().get().instant().toEpochMilli());
        } else {
            statement.setNull(first + 5, Types.BIGINT);
        }
        statement.setLong(first + 6, key.lastUpdate().toEpochMilli());
    }

    private static void bind(PreparedStatement statement, int position, Optional<String> text) throws SQLException {
        if (text.isPresent()) {
            statement.setString(position, text.get());
        } else {
            statement.setNull(position, Types.VARCHAR);
        }
    }
}
