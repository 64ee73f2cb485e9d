package org.symbolon.core.keystore;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/**
 * Who asks the key storage, and with which key encryption keys.
 *
 * @param kek what the request brings; keys travel in the clear with it, and wrapped without
 * @param managedKek what the service keeps for the account; wraps keys of requests that bring none, and never shows one
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
