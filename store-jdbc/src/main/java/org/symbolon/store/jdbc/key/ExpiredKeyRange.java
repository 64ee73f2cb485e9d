package org.symbolon.store.jdbc.key;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.KeyId;

/**
 * The expired keys among some that follow one another in the primary key. There is no index on the time at which keys
 * expire: it would cost every key something, and is needed for this alone.
 */
final class ExpiredKeyRange {
    private static final String OF_SCOPE = " FROM content_key WHERE account = ? AND environment = ? AND kid > ?";

    private final Connection connection;
    private final KeyScope scope;
    private final KeyPage page;

    /**
     * A range of keys.
     *
     * @param page how many keys there are in it, expired or not, and after which key they begin
     */
    ExpiredKeyRange(Connection connection, KeyScope scope, KeyPage page) {
        this.connection = connection;
        this.scope = scope;
        this.page = page;
    }

    /** The last key of the range; empty if no key follows the range. */
    Optional<KeyId> last() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT kid" + OF_SCOPE + " ORDER BY kid LIMIT 1 OFFSET ?")) {
            bindAfter(statement);
            statement.setInt(4, page.size() - 1);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(KeyRow.kid(row)) : Optional.empty();
            }
        }
    }

    /** Counts the expired keys up to the last one. */
    long count(Optional<KeyId> last) throws SQLException {
        try (PreparedStatement statement = expired("SELECT count(*)", last);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Removes the expired keys up to the last one. */
    long remove(Optional<KeyId> last) throws SQLException {
        try (PreparedStatement statement = expired("DELETE", last)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement expired(String verb, Optional<KeyId> last) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                verb + OF_SCOPE + " AND expires <= ?" + (last.isPresent() ? " AND kid <= ?" : ""));
        bindAfter(statement);
        statement.setLong(4, scope.now().toEpochMilli());
        if (last.isPresent()) {
            statement.setBytes(5, last.get().bytes());
        }
        return statement;
    }

    private void bindAfter(PreparedStatement statement) throws SQLException {
        statement.setLong(1, scope.account().value());
        statement.setString(2, scope.environment().id());
        statement.setBytes(3, page.after().map(KeyId::bytes).orElse(KeyTableReader.BEFORE_ALL));
    }
}
