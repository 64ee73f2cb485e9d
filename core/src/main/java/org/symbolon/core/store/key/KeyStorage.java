package org.symbolon.core.store.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * Port: where the keys of all accounts are kept, wrapped. Every method treats a key that has expired as if it did not
 * exist, so its id is free. Implementations are safe for use by many threads and processes, return only when what they
 * wrote is durable, and throw {@link org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 * Keys belong to accounts: a store that keeps accounts too refuses keys of unknown accounts with {@link
 * IllegalArgumentException}.
 */
public interface KeyStorage extends KeyLookup {

    /** The keys with these ids; an id that has no key is left out. */
    ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids);

    /**
     * The wrapped keys with these ids; an id that has no key is left out. Stores should override this: it is asked for
     * many keys at once, and does not need their texts, which may be long.
     */
    default ImmutableMap<KeyId, WrappedKey> findAll(KeyScope scope, Set<KeyId> kids) {
        return ImmutableMap.copyOf(Maps.transformValues(get(scope, kids), StoredKey::ek));
    }

    @Override
    default Optional<WrappedKey> find(KeyScope scope, KeyId kid) {
        return Optional.ofNullable(get(scope, Set.of(kid)).get(kid)).map(StoredKey::ek);
    }

    /**
     * Adds a key if its id is free and returns empty; otherwise returns the key that has the id and changes nothing.
     */
    Optional<StoredKey> add(KeyScope scope, StoredKey key);

    /**
     * Changes a key in one transaction; empty if there is no such key.
     *
     * @param change returns the key to store, with the same id. It must be quick, because other changes wait for it,
     * and must not use a store. If it throws, nothing is changed
     */
    Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change);

    /**
     * Adds or replaces keys, all of them or none. Of two keys with one id the later one is stored. Other changes wait
     * until this is done, so callers should pass some 20,000 keys at a time rather than a million.
     */
    void putAll(KeyScope scope, Collection<StoredKey> keys);

    /** Removes a key; false if there is none. */
    boolean remove(KeyScope scope, KeyId kid);

    /**
     * Counts the expired keys among the next keys, expired or not, in the order of their ids. It looks at as many as
     * the page may have, so that no call takes long however many keys there are.
     */
    default ExpiredKeys findExpired(KeyScope scope, KeyPage page) {
        throw new UnsupportedOperationException("this store cannot tell which keys have expired");
    }

    /** Removes the keys that {@link #findExpired} counts. */
    default ExpiredKeys removeExpired(KeyScope scope, KeyPage page) {
        throw new UnsupportedOperationException("this store cannot remove keys that have expired");
    }

    /** The keys of a page, in the order of their ids; the page ends as {@link KeyPage#isFull} says. */
    ImmutableList<StoredKey> list(KeyScope scope, KeyPage page);

    /** How many keys there are. */
    long count(KeyScope scope);
}
