package org.symbolon.core.issue;

import static org.symbolon.core.drm.CommonParameters.CONTENT_KEY;
import static org.symbolon.core.drm.CommonParameters.EK;
import static org.symbolon.core.drm.CommonParameters.KEK;
import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.MISSING_KID;

import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.account.Account;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;

/**
 * Where the content key of a request comes from, and what names it: the rules of the interface's table of key material (token-api, "Key
 * material, which combination means what").
 *
 * <p>The combination is judged by which parameters are there, valid or not, so that a caller learns of all problems at once. One that is empty has its
 * own violation and says nothing of what the caller meant, so the combination is then left alone.
 */
record KeySource(
        Optional<KeyId> kid, Optional<KeyEncryptionKey> kek, Optional<WrappedKey> ek, Optional<ContentKey> contentKey) {

    /** Reads the four parameters, in the order of the table. */
    static KeySource read(ParameterReader reader, Drm drm, Account account) {
        return new Reading(reader, drm, account.sealedKek().isPresent()).read();
    }

    /** The key that the request itself brings, in the clear or wrapped; empty for a stored key, and where unwrapping fails. */
    Optional<ContentKey> givenKey() {
        return contentKey.or(() -> kek.flatMap(wrapping -> ek.flatMap(wrapping::unwrap)));
    }

    /** One reading; fields rather than four parameters to each rule. */
    private record Reading(ParameterReader reader, Drm drm, boolean kekIsManaged) {

        KeySource read() {
            Optional<KeyEncryptionKey> kek = reader.read(KEK);
            Optional<KeyId> kid = reader.read(drm.common().kid());
            checkKid();
            Optional<WrappedKey> ek = reader.read(EK);
            checkWrappedKey(ek.isPresent());
            Optional<ContentKey> contentKey = reader.read(CONTENT_KEY);
            checkContentKey();
            return new KeySource(kid, kek, ek, contentKey);
        }

        private void checkKid() {
            boolean kekAlone = gives(KEK)
                    && !gives(EK)
                    && !gives(CONTENT_KEY)
                    && !gives(drm.common().kid());
            if (kekAlone && !drm.common().kid().required()) {
                reader.refuse(MISSING_KID, drm.common().kid(), "is needed beside kek, unless ek comes with it");
            }
        }

        private void checkWrappedKey(boolean valid) {
            if (!gives(EK) || gives(CONTENT_KEY) || givesEmptyKey()) {
                return;
            }
            if (valid && !gives(KEK)) {
                reader.refuse(INVALID_ENCRYPTED_KEY, EK, "needs the kek that it is wrapped under");
            } else if (gives(KEK)
                    && gives(drm.common().kid())
                    && !drm.plugin().rules().kidBesideWrappedKey()) {
                reader.refuse(INVALID_KEY_DATA, EK, "and kid exclude each other beside kek");
            }
        }

        private void checkContentKey() {
            boolean kidIsEnough = kekIsManaged && gives(drm.common().kid());
            if (!gives(CONTENT_KEY) && !gives(KEK) && !gives(EK) && !kidIsEnough) {
                reader.refuse(
                        INVALID_CONTENT_KEY,
                        CONTENT_KEY,
                        "is required, unless kek comes with ek or with the kid of a stored key");
            } else if (gives(CONTENT_KEY) && (gives(KEK) || gives(EK)) && !givesEmptyKey()) {
                reader.refuse(INVALID_KEY_DATA, CONTENT_KEY, "excludes kek and ek");
            }
        }

        private boolean gives(Parameter<?> parameter) {
            return reader.gives(parameter);
        }

        private boolean givesEmptyKey() {
            return Stream.of(KEK, EK, CONTENT_KEY).anyMatch(reader::givesEmpty);
        }
    }
}
