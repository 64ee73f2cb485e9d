package org.symbolon.store.jdbc.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

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
    private static final String SELECT_WRAPPED = "SELECT " + KeyRow.WRAPPED_COLUMNS + SEEN;
    private static final String ONE = " AND kid = ?";
    private static final String MANY = " AND kid IN (?" + ", ?".repeat(BATCH - 1) + ")";
    private static final String PAGE = SELECT + " AND kid > ? ORDER BY kid LIMIT ?";
    private static final String COUNT = "SELECT count(*)" + SEEN;

    /** Sorts before every key id, because it is a prefix of each. */
    static final byte[] BEFORE_ALL = {};

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
        return find(ImmutableList.of(kid)).stream().findFirst();
    }

    ImmutableList<StoredKey> find(Collection<KeyId> kids) throws SQLException {
        ImmutableList.Builder<StoredKey> found = ImmutableList.builder();
        query(SELECT, kids, row -> found.add(KeyRow.read(row)));
        return found.build();
    }

    ImmutableMap<KeyId, WrappedKey> findWrapped(Collection<KeyId> kids) throws SQLException {
        ImmutableMap.Builder<KeyId, WrappedKey> found = ImmutableMap.builder();
        query(SELECT_WRAPPED, kids, row -> {
            KeyId kid = KeyRow.kid(row);
            found.put(kid, KeyRow.wrapped(row, kid));
        });
        return found.buildOrThrow();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String select, Collection<KeyId> kids, RowReader reader) throws SQLException {
        for (List<KeyId> batch : Iterables.partition(kids, BATCH)) {
            queryBatch(select, batch, reader);
        }
    }

    /** Runs the statement for one key, or the one for {@link #BATCH} keys; repeats the last key if there are fewer. */
    private void queryBatch(String select, List<KeyId> kids, RowReader reader) throws SQLException {
        int room = kids.size() == 1 ? 1 : BATCH;
        try (PreparedStatement statement = connection.prepareStatement(select + (room == 1 ? ONE : MANY))) {
            int first = bind(statement, scope);
            for (int i = 0; i < room; i++) {
                KeyId kid = kids.get(Math.min(i, kids.size() - 1));
                statement.setBytes(first + i, kid.bytes());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    ImmutableList<StoredKey> list(KeyPage page) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int next = bind(statement, scope);
            statement.setBytes(next, page.after().map(KeyId::bytes).orElse(BEFORE_ALL));
            statement.setInt(next + 1, page.size());
            return rows(statement, page);
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

    /** Executes an update with RETURNING, or a query for a page. */
    static ImmutableList<StoredKey> rows(PreparedStatement statement, KeyPage page) throws SQLException {
        List<StoredKey> keys = new ArrayList<>();
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (!page.isFull(keys.size(), bytes) && rows.next()) {
                StoredKey key = KeyRow.read(rows);
                keys.add(key);
                bytes += key.approximateBytes();
            }
        }
        return ImmutableList.copyOf(keys);
    }
}
