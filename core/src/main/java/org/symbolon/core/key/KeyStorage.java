package org.symbolon.core.key;

import java.util.Optional;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Environment;

/**
 * Port: the key storage service, as far as issuing needs it. Keys belong to an account and an environment; no other sees them.
 * Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface KeyStorage {

    /**
     * The wrapped key stored under a key id, if there is one and it has not expired.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer
     */
    Optional<WrappedKey> find(AccountId account, Environment environment, KeyId kid);

    /** A storage that holds nothing, for services whose requests always bring their keys. */
    static KeyStorage empty() {
        return (account, environment, kid) -> Optional.empty();
    }
}
