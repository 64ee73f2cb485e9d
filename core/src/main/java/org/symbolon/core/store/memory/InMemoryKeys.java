package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/** Wrapped content keys. */
final class InMemoryKeys implements KeyStorage {
    private record Owner(AccountId account, Environment environment) {}

    private final Map<Owner, NavigableMap<KeyId, StoredKey>> keys = new HashMap<>();

    private NavigableMap<KeyId, StoredKey> of(KeyScope scope) {
        return keys.computeIfAbsent(new Owner(scope.account(), scope.environment()), owner -> new TreeMap<>());
    }

    private Optional<StoredKey> one(KeyScope scope, KeyId kid) {
        return Optional.ofNullable(of(scope).get(kid)).filter(key -> !key.isExpired(scope.now()));
    }

    @Override
    public synchronized ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids) {
        return kids.stream()
                .flatMap(kid -> one(scope, kid).stream())
                .collect(ImmutableMap.toImmutableMap(StoredKey::kid, key -> key));
    }

    @Override
    public synchronized Optional<StoredKey> add(KeyScope scope, StoredKey key) {
        Optional<StoredKey> present = one(scope, key.kid());
        if (present.isEmpty()) {
            of(scope).put(key.kid(), key);
        }
        return present;
    }

    @Override
    public synchronized Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change) {
        Optional<StoredKey> changed = one(scope, kid).map(change);
        changed.ifPresent(key -> of(scope).put(requireSame(kid, key), key));
        return changed;
    }

    private static KeyId requireSame(KeyId kid, StoredKey key) {
        if (!key.kid().equals(kid)) {
            throw new IllegalArgumentException("key " + kid + " cannot become key " + key.kid());
        }
        return kid;
    }

    @Override
    public synchronized void putAll(KeyScope scope, Collection<StoredKey> more) {
        more.forEach(key -> of(scope).put(key.kid(), key));
    }

    @Override
    public synchronized boolean remove(KeyScope scope, KeyId kid) {
        boolean present = one(scope, kid).isPresent();
        of(scope).remove(kid);
        return present;
    }

    /** Removes the keys of an account that is deleted. */
    synchronized void removeAll(AccountId account) {
        keys.keySet().removeIf(owner -> owner.account.equals(account));
    }

    @Override
    public synchronized ImmutableList<StoredKey> list(KeyScope scope, KeyPage page) {
        NavigableMap<KeyId, StoredKey> all = of(scope);
        Iterator<StoredKey> rest = alive(
                        scope, page.after().map(kid -> all.tailMap(kid, false)).orElse(all))
                .iterator();
        List<StoredKey> keys = new ArrayList<>();
        long bytes = 0;
        while (!page.isFull(keys.size(), bytes) && rest.hasNext()) {
            StoredKey key = rest.next();
            keys.add(key);
            bytes += key.approximateBytes();
        }
        return ImmutableList.copyOf(keys);
    }

    @Override
    public ExpiredKeys findExpired(KeyScope scope, KeyPage page) {
        return expired(scope, page, key -> {});
    }

    @Override
    public ExpiredKeys removeExpired(KeyScope scope, KeyPage page) {
        return expired(scope, page, key -> of(scope).remove(key));
    }

    private synchronized ExpiredKeys expired(KeyScope scope, KeyPage page, Consumer<KeyId> action) {
        NavigableMap<KeyId, StoredKey> all = of(scope);
        ImmutableList<StoredKey> looked = page.after().map(kid -> all.tailMap(kid, false)).orElse(all).values().stream()
                .limit(page.size())
                .collect(ImmutableList.toImmutableList());
        ImmutableList<KeyId> expired = looked.stream()
                .filter(key -> key.isExpired(scope.now()))
                .map(StoredKey::kid)
                .collect(ImmutableList.toImmutableList());
        expired.forEach(action);
        Optional<KeyId> last = looked.size() < page.size()
                ? Optional.empty()
                : Optional.of(looked.get(looked.size() - 1).kid());
        return new ExpiredKeys(expired.size(), last);
    }

    @Override
    public synchronized long count(KeyScope scope) {
        return alive(scope, of(scope)).count();
    }

    private static Stream<StoredKey> alive(KeyScope scope, NavigableMap<KeyId, StoredKey> keys) {
        return keys.values().stream().filter(key -> !key.isExpired(scope.now()));
    }
}
