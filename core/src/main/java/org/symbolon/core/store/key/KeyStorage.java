package org.symbolon.core.store.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * Port: where the keys of all accounts are kept, wrapped. A key that has expired is not there for any of the methods,
 * and its place is free. Implementations are safe for use by many threads and processes, write durably before they
 * return, and throw {@link org.symbolon.core.error.StoreUnavailableException} where they get no answer. Keys are added
 * for accounts that there are: a store that keeps accounts too refuses others with {@link IllegalArgumentException}.
 */
public interface KeyStorage extends KeyLookup {

    /** Those of the keys that are there. */
    ImmutableMap<KeyId, StoredKey> get(KeyScope scope, Set<KeyId> kids);

    @Override
    default Optional<WrappedKey> find(KeyScope scope, KeyId kid) {
        return Optional.ofNullable(get(scope, Set.of(kid)).get(kid)).map(StoredKey::ek);
    }

    /** Adds a key where its id is free; empty then, or else the key that has the id, which stays as it was. */
    Optional<StoredKey> add(KeyScope scope, StoredKey key);

    /**
     * Changes a key in one transaction; empty if it is not there.
     *
     * @param change must keep the id. Short, since it holds up other changes; asks no store itself; what it throws
     * leaves the key as it was
     */
    Optional<StoredKey> change(KeyScope scope, KeyId kid, UnaryOperator<StoredKey> change);

    /**
     * Adds or replaces keys, all of them or none. Of two with one id the later stays. Holds up other changes until it
     * is done: better 20,000 keys at a time than a million.
     */
    void putAll(KeyScope scope, Collection<StoredKey> keys);

    /** Removes a key; false if it is not there. */
    boolean remove(KeyScope scope, KeyId kid);

    /** The keys of a page, in the order of their ids. */
    ImmutableList<StoredKey> list(KeyScope scope, KeyPage page);

    /** How many keys are there. */
    long count(KeyScope scope);
}
