package org.symbolon.core.keystore;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * The wrapped key of a request, and what is known of the KEK under which it is wrapped.
 *
 * @param kekId the caller's name for the KEK; without one, its {@link KeyEncryptionKey#id} if the KEK is known
 */
record Wrapping(WrappedKey ek, Optional<String> kekId) {

    /**
     * The key that a caller gives, or a random one; empty if there is no KEK to wrap it.
     *
     * @throws KeyRefusedException if the caller's {@code ek} is wrapped under another KEK than the one it sent
     */
    static Optional<Wrapping> of(KeyCaller caller, KeyFields fields, Supplier<ContentKey> random) {
        if (fields.ek().isPresent()) {
            WrappedKey ek = fields.ek().get();
            caller.kek().ifPresent(kek -> unwrap(kek, ek));
            return Optional.of(new Wrapping(ek, kekId(caller.kek(), fields)));
        }
        Optional<KeyEncryptionKey> kek = fields.k().isPresent() ? caller.kek().or(caller::managedKek) : caller.kek();
        return kek.map(present ->
                new Wrapping(present.wrap(fields.k().orElseGet(random)), kekId(Optional.of(present), fields)));
    }

    private static Optional<String> kekId(Optional<KeyEncryptionKey> kek, KeyFields fields) {
        return fields.kekId().or(() -> kek.map(KeyEncryptionKey::id));
    }

    static ContentKey unwrap(KeyEncryptionKey kek, WrappedKey ek) {
        return kek.unwrap(ek)
                .orElseThrow(() -> new KeyRefusedException(
                        KeyError.INCORRECT_KEK, "kek is not the one that the key is wrapped under"));
    }

    /** The refusal of a request without a key to store. */
    static KeyRefusedException missing(KeyFields fields) {
        String rule = fields.k().isPresent() ? "k needs kek, to be wrapped under" : "a new key needs kek, or ek";
        return new KeyRefusedException(KeyError.INVALID_PARAMETERS, rule);
    }

    StoredKey newKey(KeyId kid, KeyFields fields, Instant now) {
        StoredKey.Builder key = StoredKey.builder().kid(kid).lastUpdate(now);
        fields.applyTo(key);
        applyTo(key);
        return key.build();
    }

    /**
     * Replaces the wrapped key. It is set after the other fields, because the KEK has a name even if the caller gives
     * none.
     */
    void applyTo(StoredKey.Builder key) {
        key.ek(ek);
        kekId.ifPresent(key::kekId);
    }
}
