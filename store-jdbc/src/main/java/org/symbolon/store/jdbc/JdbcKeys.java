package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyPage;
import org.symbolon.core.key.KeyScope;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.key.StoredKey;

/** Keys in a table. */
final class JdbcKeys implements KeyStorage {
    private final Readers readers;
    private final Writer writer;

    JdbcKeys(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @FunctionalInterface
    private interface Query<T> {
        T run(KeyReader keys) throws SQLException;
    }

    private <T> T read(KeyScope scope, Query<T> query) {
        return readers.read(handle -> {
            try {
                return query.run(new KeyReader(handle.getConnection(), scope));
            } catch (SQLException e) {
                throw new StoreUnavailableException("the store cannot be read", e);
            }
        });
    }

    @Override
    public ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids) {
        return read(scope, keys -> keys.find(kids)).stream()
                .collect(ImmutableMap.toImmutableMap(StoredKey::kid, key -> key));
    }

    @Override
    public ImmutableList<StoredKey> list(KeyScope scope, KeyPage page) {
        return read(scope, keys -> keys.list(page));
    }

    @Override
    public long count(KeyScope scope) {
        return read(scope, KeyReader::count);
    }

    @Override
    public Optional<StoredKey> add(KeyScope scope, StoredKey key) {
        return writer.write(Work.of(handle -> add(handle, scope, key)));
    }

    private static Optional<StoredKey> add(Handle handle, KeyScope scope, StoredKey key) throws SQLException {
        if (new KeyWriter(handle.getConnection(), scope).requireAccount().add(key)) {
            return Optional.empty();
        }
        return Optional.of(
                new KeyReader(handle.getConnection(), scope).find(key.kid()).orElseThrow());
    }

    @Override
    public Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change) {
        return writer.write(Work.of(handle -> change(new KeyWriter(handle.getConnection(), scope), kid, change)));
    }

    private static Optional<StoredKey> change(KeyWriter keys, KeyId kid, UnaryOperator<StoredKey> change)
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

    /** {@inheritDoc} In the order of their ids: close to each other in the table, and in one order for all who put keys at the same moment. */
    @Override
    public void putAll(KeyScope scope, Collection<StoredKey> keys) {
        TreeMap<KeyId, StoredKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.put(key.kid(), key));
        writer.write(Work.of(handle -> {
            new KeyWriter(handle.getConnection(), scope).requireAccount().putAll(sorted.values());
            return sorted.size();
        }));
    }

    @Override
    public boolean remove(KeyScope scope, KeyId kid) {
        return writer.write(Work.of(handle -> new KeyWriter(handle.getConnection(), scope).remove(kid)));
    }
}
