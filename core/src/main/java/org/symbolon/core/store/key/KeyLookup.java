package org.symbolon.core.store.key;

import java.util.Optional;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * Port: the part of key storage that issuing needs. A {@link KeyStorage} is one; embedders that keep keys
 * elsewhere implement this alone. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface KeyLookup {

    /**
     * The wrapped key stored under a key id, if there is one and it has not expired.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer
     */
    Optional<WrappedKey> find(KeyScope scope, KeyId kid);
}
