package org.symbolon.store.jdbc.key;

import com.google.common.collect.ImmutableList;
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

/**
 * Reads the keys of a scope that have not expired. There are few different statements, so that the driver or the
 * connection can keep them prepared.
 */
final class KeyTableReader {
    /** How many keys one statement asks for; each is a variable, and databases limit their number. */
    private static final int BATCH = 100;

    private static final String SEEN =
            " FROM content_key WHERE account = ? AND environment = ? AND (expires IS NULL OR expires > ?)";
    private static final String SELECT = "SELECT " + KeyRow.COLUMNS + SEEN;
    private static final String ONE = SELECT + " AND kid = ?";
    private static final String MANY = SELECT + " AND kid IN (?" + ", ?".repeat(BATCH - 1) + ")";
    private static final String PAGE = SELECT + " AND kid > ? ORDER BY kid LIMIT ?";
    private static final String COUNT = "SELECT count(*)" + SEEN;

    /** Sorts before every key id, because it is a prefix of each. */
    private static final byte[] BEFORE_ALL = {};

    private final Connection connection;
    private final KeyScope scope;

    KeyTableReader(Connection connection, KeyScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    /**
     * Binds the variables of {@link #SEEN}, with which every statement begins; returns the position of the next
     * variable.
     */
    static int bind(PreparedStatement statement, KeyScope scope) throws SQLException {
        statement.setLong(1, scope.account().value());
        statement.setString(2, scope.environment().id());
        statement.setLong(3, scope.now().toEpochMilli());
        return 4;
    }

    Optional<StoredKey> find(KeyId kid) throws SQLException {
        return findBatch(ImmutableList.of(kid)).stream().findFirst();
    }

    ImmutableList<StoredKey> find(Collection<KeyId> kids) throws SQLException {
        ImmutableList.Builder<StoredKey> found = ImmutableList.builder();
        for (List<KeyId> batch : Iterables.partition(kids, BATCH)) {
            found.addAll(findBatch(batch));
        }
        return found.build();
    }

    /** Runs the statement for one key, or the one for {@link #BATCH} keys; repeats the last key if there are fewer. */
    private ImmutableList<StoredKey> findBatch(List<KeyId> kids) throws SQLException {
        int room = kids.size() == 1 ? 1 : BATCH;
        try (PreparedStatement statement = connection.prepareStatement(room == 1 ? ONE : MANY)) {
            int first = bind(statement, scope);
            for (int i = 0; i < room; i++) {
                KeyId kid = kids.get(Math.min(i, kids.size() - 1));
                statement.setBytes(first + i, kid.bytes());
            }
            return rows(statement);
        }
    }

    ImmutableList<StoredKey> list(KeyPage page) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int next = bind(statement, scope);
            statement.setBytes(next, page.after().map(KeyId::bytes).orElse(BEFORE_ALL));
            statement.setInt(next + 1, page.size());
            return rows(statement);
        }
    }

    long count() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            bind(statement, scope);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Executes a statement that returns keys; it may be an update with RETURNING. */
    static ImmutableList<StoredKey> rows(PreparedStatement statement) throws SQLException {
        ImmutableList.Builder<StoredKey> keys = ImmutableList.builder();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(KeyRow.read(rows));
            }
        }
        return keys.build();
    }
}
