package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_KID;
import static org.symbolon.core.error.SharedError.MISSING_KID;
import static org.symbolon.core.internal.parameter.CommonParameters.CONTENT_KEY;
import static org.symbolon.core.internal.parameter.CommonParameters.EK;
import static org.symbolon.core.internal.parameter.CommonParameters.KEK;

import java.util.List;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.issue.KeySource.GivenKey;
import org.symbolon.core.issue.KeySource.StoredKey;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * One key of a request while it is read, and the rules of the table "Key material, which combination means what"
 * (token-api).
 *
 * <p>The rules look at which parameters are given, with a valid value or not, so that the caller learns of all problems
 * at once. They are not applied to a parameter with an empty value: that is a violation of its own, and what the caller
 * meant is not known.
 */
final class RequestedKey {
    private final RequestReader reader;
    private final Drm drm;
    private final int position;
    private Optional<KeyId> kid = Optional.empty();
    private Optional<WrappedKey> wrapped = Optional.empty();
    private Optional<ContentKey> contentKey = Optional.empty();

    RequestedKey(RequestReader reader, Drm drm, int position) {
        this.reader = reader;
        this.drm = drm;
        this.position = position;
    }

    /** Its id, if the request names it. */
    Optional<KeyId> kid() {
        return kid;
    }

    /** Reads its id, which must differ from those of the keys before it. */
    void readKid(List<RequestedKey> earlier) {
        Parameter<KeyId> parameter = drm.common().kid();
        boolean required = reader.hasNumberedKeys() || parameter.required();
        kid = reader.readForKey(position, parameter, required);
        for (RequestedKey key : earlier) {
            if (kid.isPresent() && key.kid.equals(kid)) {
                refuse(INVALID_KID, parameter, "names the same key as an earlier kid");
            }
        }
        int most = drm.rules().maxKeys();
        if (position >= most) {
            refuse(INVALID_KEY_DATA, parameter, "is one key too many; a token holds at most " + most);
        }
        if (!required && reader.gives(KEK) && !gives(parameter) && !gives(EK) && !gives(CONTENT_KEY)) {
            refuse(MISSING_KID, parameter, "is required beside kek, unless ek comes with it");
        }
    }

    /** Reads its {@code ek}. */
    void readWrappedKey() {
        wrapped = reader.readForKey(position, EK, false);
        if (!gives(EK) || gives(CONTENT_KEY) || givesEmptyKey()) {
            return;
        }
        if (wrapped.isPresent() && !reader.gives(KEK)) {
            refuse(INVALID_ENCRYPTED_KEY, EK, "needs the kek under which it is wrapped");
        } else if (reader.gives(KEK) && gives(drm.common().kid()) && !mayNameWrappedKey()) {
            refuse(INVALID_KEY_DATA, EK, "and kid exclude each other beside kek");
        }
    }

    /** Numbered keys always need their kid, so there the two cannot exclude each other. */
    private boolean mayNameWrappedKey() {
        return reader.hasNumberedKeys() || drm.rules().kidBesideWrappedKey();
    }

    /**
     * Reads its {@code contentKey}.
     *
     * @param accountHasKek whether a KEK is kept for the account, so that a key id is enough
     */
    void readContentKey(boolean accountHasKek) {
        contentKey = reader.readForKey(position, CONTENT_KEY, false);
        boolean wrappedOrStored = reader.gives(KEK) || gives(EK);
        boolean kidIsEnough = accountHasKek && gives(drm.common().kid());
        if (!gives(CONTENT_KEY) && !wrappedOrStored && !kidIsEnough) {
            String rule = "is required, unless kek comes with ek or with the kid of a stored key";
            refuse(INVALID_CONTENT_KEY, CONTENT_KEY, rule);
        } else if (gives(CONTENT_KEY) && wrappedOrStored && !givesEmptyKey()) {
            refuse(INVALID_KEY_DATA, CONTENT_KEY, "excludes kek and ek");
        }
    }

    private boolean gives(Parameter<?> parameter) {
        return reader.givesForKey(position, parameter);
    }

    private boolean givesEmptyKey() {
        return reader.givesEmpty(KEK.name())
                || reader.givesEmpty(reader.nameForKey(position, EK))
                || reader.givesEmpty(reader.nameForKey(position, CONTENT_KEY));
    }

    private void refuse(ErrorCode code, Parameter<?> parameter, String rule) {
        reader.refuseForKey(position, code, parameter, rule);
    }

    /** Where it comes from; empty if there is a violation. */
    Optional<KeySource> source(Optional<KeyEncryptionKey> kek) {
        if (contentKey.isPresent()) {
            return Optional.of(new GivenKey(kid, contentKey.get()));
        }
        if (wrapped.isEmpty() || kek.isEmpty()) {
            String parameter = reader.nameForKey(position, drm.common().kid());
            return kid.map(stored -> new StoredKey(parameter, stored, kek));
        }
        Optional<ContentKey> unwrapped = kek.get().unwrap(wrapped.get());
        if (unwrapped.isEmpty()) {
            refuse(INVALID_ENCRYPTED_KEY, EK, "was not wrapped under kek: its integrity check fails");
        }
        return unwrapped.map(given -> new GivenKey(kid, given));
    }
}
