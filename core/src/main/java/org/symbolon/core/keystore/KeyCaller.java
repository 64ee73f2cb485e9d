package org.symbolon.core.keystore;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/**
 * Who calls the key storage, and the key encryption keys of the call.
 *
 * @param kek the KEK in the request, if there is one. With it, keys are sent and received unwrapped; without it,
 * wrapped
 * @param managedKek the KEK that the service keeps for the account, if there is one. It wraps keys of requests without
 * a KEK, and never unwraps a key for an answer
 */
public record KeyCaller(
        AccountId account,
        Environment environment,
        Optional<KeyEncryptionKey> kek,
        Optional<KeyEncryptionKey> managedKek) {

    KeyScope scope(Instant now) {
        return new KeyScope(account, environment, now);
    }
}
