package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** Stored keys whose changes by administrators are in the audit log. Customers change their own without that. */
final class AuditedKeys implements KeyStorage {
    private static final String MASK = "***";

    private final KeyStorage store;
    private final AuditLog log;

    AuditedKeys(KeyStorage store, AuditLog log) {
        this.store = store;
        this.log = log;
    }

    private <T> T one(KeyScope scope, KeyId kid, Done done, Supplier<T> change) {
        return log.isAdministered()
                ? log.change(Subjects.ofKey(scope.account(), scope.environment(), kid), () -> done, change)
                : change.get();
    }

    private <T> T many(KeyScope scope, Done done, Supplier<T> change) {
        return log.isAdministered() ? log.change(Subjects.ofKeys(scope), () -> done, change) : change.get();
    }

    private static Done stored() {
        return Done.of("key.store", new AuditChange("key", Optional.empty(), Optional.of(MASK)));
    }

    @Override
    public ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids) {
        return store.get(scope, kids);
    }

    @Override
    public ImmutableMap<KeyId, WrappedKey> findAll(KeyScope scope, Set<KeyId> kids) {
        return store.findAll(scope, kids);
    }

    @Override
    public Optional<WrappedKey> find(KeyScope scope, KeyId kid) {
        return store.find(scope, kid);
    }

    @Override
    public Optional<StoredKey> add(KeyScope scope, StoredKey key) {
        return one(scope, key.kid(), stored(), () -> store.add(scope, key));
    }

    @Override
    public Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change) {
        Done done = Done.of("key.change", new AuditChange("key", Optional.of(MASK), Optional.of(MASK)));
        return one(scope, kid, done, () -> store.change(scope, kid, change));
    }

    @Override
    public void putAll(KeyScope scope, Collection<StoredKey> keys) {
        if (keys.size() == 1) {
            one(scope, keys.iterator().next().kid(), stored(), () -> put(scope, keys));
            return;
        }
        String number = Integer.toString(keys.size());
        Done done = Done.of("key.import", new AuditChange("keys", Optional.empty(), Optional.of(number)));
        many(scope, done, () -> put(scope, keys));
    }

    private KeyScope put(KeyScope scope, Collection<StoredKey> keys) {
        store.putAll(scope, keys);
        return scope;
    }

    @Override
    public boolean remove(KeyScope scope, KeyId kid) {
        if (log.isAdministered() && store.find(scope, kid).isEmpty()) {
            return false;
        }
        Done done = Done.of("key.remove", new AuditChange("key", Optional.of(MASK), Optional.empty()));
        return one(scope, kid, done, () -> store.remove(scope, kid));
    }

    @Override
    public ExpiredKeys findExpired(KeyScope scope, KeyPage page) {
        return store.findExpired(scope, page);
    }

    @Override
    public ExpiredKeys removeExpired(KeyScope scope, KeyPage page) {
        return many(scope, Done.of("key.purge"), () -> store.removeExpired(scope, page));
    }

    @Override
    public ImmutableList<StoredKey> list(KeyScope scope, KeyPage page) {
        return store.list(scope, page);
    }

    @Override
    public long count(KeyScope scope) {
        return store.count(scope);
    }
}
