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
 * A wrapped key and what is known of the KEK that it is wrapped under: where the key of a request comes from.
 *
 * @param kekId what the caller calls the KEK, or else {@link KeyEncryptionKey#id} where it is at hand
 */
record Wrapping(WrappedKey ek, Optional<String> kekId) {

    /**
     * The key that a caller gives, or a random one; empty where no KEK is at hand to wrap it.
     *
     * @throws KeyRefusedException if the caller brings another KEK than its {@code ek} is wrapped under
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

    /** Why there is nothing to store. */
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
     * Puts the wrapped key in place of another one; after the other fields, since the KEK has a name even where the
     * caller gives none.
     */
    void applyTo(StoredKey.Builder key) {
        key.ek(ek);
        kekId.ifPresent(key::kekId);
    }
}
