package org.symbolon.core.issue;

import java.util.Optional;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;

/** Where one content key of a request comes from. */
sealed interface KeySource {

    /** The key id, if the request names the key. */
    Optional<KeyId> kid();

    /** A key that the request itself brought, in the clear or wrapped under its {@code kek}. */
    record GivenKey(Optional<KeyId> kid, ContentKey key) implements KeySource {}

    /**
     * A key that is in the key storage.
     *
     * @param parameter the parameter that names the key: {@code kid}, or {@code kid.3} if the keys are numbered
     * @param id the id under which it is stored
     * @param kek the KEK of the request; without it, the KEK that is kept for the account
     */
    record StoredKey(String parameter, KeyId id, Optional<KeyEncryptionKey> kek) implements KeySource {
        @Override
        public Optional<KeyId> kid() {
            return Optional.of(id);
        }
    }
}
