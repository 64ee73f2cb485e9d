package org.symbolon.store.jdbc.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** Wrapped keys in a table. */
public final class JdbcKeys implements KeyStorage {
    private final OpenDatabase database;

    public JdbcKeys(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids) {
        return database
                .read(Purpose.KEYS, handle -> new KeyTableReader(handle.getConnection(), scope).find(kids))
                .stream()
                .collect(ImmutableMap.toImmutableMap(StoredKey::kid, key -> key));
    }

    @Override
    public ImmutableMap<KeyId, WrappedKey> findAll(KeyScope scope, Set<KeyId> kids) {
        return database.read(
                Purpose.KEYS, handle -> new KeyTableReader(handle.getConnection(), scope).findWrapped(kids));
    }

    /** {@inheritDoc} Issuing a token waits for no other query of the key storage. */
    @Override
    public Optional<WrappedKey> find(KeyScope scope, KeyId kid) {
        return database.read(
                Purpose.TOKENS,
                handle -> Optional.ofNullable(new KeyTableReader(handle.getConnection(), scope)
                        .findWrapped(ImmutableSet.of(kid))
                        .get(kid)));
    }

    @Override
    public ImmutableList<StoredKey> list(KeyScope scope, KeyPage page) {
        return database.read(Purpose.KEYS, handle -> new KeyTableReader(handle.getConnection(), scope).list(page));
    }

    @Override
    public long count(KeyScope scope) {
        return database.read(Purpose.KEYS, handle -> new KeyTableReader(handle.getConnection(), scope).count());
    }

    @Override
    public Optional<StoredKey> add(KeyScope scope, StoredKey key) {
        return database.write(handle -> add(handle.getConnection(), scope, key));
    }

    private static Optional<StoredKey> add(Connection connection, KeyScope scope, StoredKey key) throws SQLException {
        if (new KeyTableWriter(connection, scope).requireAccount().add(key)) {
            return Optional.empty();
        }
        return Optional.of(new KeyTableReader(connection, scope).find(key.kid()).orElseThrow());
    }

    @Override
    public Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change) {
        return database.write(handle -> change(new KeyTableWriter(handle.getConnection(), scope), kid, change));
    }

    private static Optional<StoredKey> change(KeyTableWriter keys, KeyId kid, UnaryOperator<StoredKey> change)
            throws SQLException {
        Optional<StoredKey> changed = keys.lock(kid).map(change);
        if (changed.isPresent()) {
            keys.putAll(ImmutableList.of(requireSame(kid, changed.get())));
        }
        return changed;
    }

    private static StoredKey requireSame(KeyId kid, StoredKey key) {
        if (!key.kid().equals(kid)) {
            throw new IllegalArgumentException("key " + kid + " cannot become key " + key.kid());
        }
        return key;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Writes the keys in the order of their ids. That is the order of the table, which makes it fast; and
     * transactions that put the same keys lock the rows in the same order, so they cannot deadlock.
     */
    @Override
    public void putAll(KeyScope scope, Collection<StoredKey> keys) {
        TreeMap<KeyId, StoredKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.put(key.kid(), key));
        database.write(handle -> {
            new KeyTableWriter(handle.getConnection(), scope).requireAccount().putAll(sorted.values());
            return sorted.size();
        });
    }

    @Override
    public boolean remove(KeyScope scope, KeyId kid) {
        return database.write(handle -> new KeyTableWriter(handle.getConnection(), scope).remove(kid));
    }

    @Override
    public ExpiredKeys findExpired(KeyScope scope, KeyPage page) {
        return database.read(Purpose.KEYS, handle -> {
            ExpiredKeyRange range = new ExpiredKeyRange(handle.getConnection(), scope, page);
            Optional<KeyId> last = range.last();
            return new ExpiredKeys(range.count(last), last);
        });
    }

    /** {@inheritDoc} Begins no transaction that writes unless there is something to remove. */
    @Override
    public ExpiredKeys removeExpired(KeyScope scope, KeyPage page) {
        ExpiredKeys found = findExpired(scope, page);
        if (found.number() == 0) {
            return found;
        }
        long removed =
                database.write(handle -> new ExpiredKeyRange(handle.getConnection(), scope, page).remove(found.last()));
        return new ExpiredKeys(removed, found.last());
    }
}
