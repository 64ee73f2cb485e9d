package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_KID;
import static org.symbolon.core.error.SharedError.MISSING_KID;
import static org.symbolon.core.internal.parameter.CommonParameters.CONTENT_KEY;
import static org.symbolon.core.internal.parameter.CommonParameters.EK;
import static org.symbolon.core.internal.parameter.CommonParameters.KEK;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.issue.KeySource.GivenKey;
import org.symbolon.core.issue.KeySource.StoredKey;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * Reads the key parameters of a request and applies the rules of the table "Key material, which combination means what"
 * (token-api) to each key.
 *
 * <p>The rules look at which parameters are given, with a valid value or not, so that the caller learns of all problems
 * at once. They are not applied to a parameter with an empty value: that is a violation of its own, and what the caller
 * meant is not known.
 */
final class KeyReading {
    private final RequestReader reader;
    private final Drm drm;
    private final boolean accountHasKek;
    private final Parameter<KeyId> kid;
    private Optional<KeyEncryptionKey> kek = Optional.empty();
    private final List<Optional<KeyId>> kids = new ArrayList<>(1);
    private final List<Optional<WrappedKey>> wrappedKeys = new ArrayList<>(1);
    private final List<Optional<ContentKey>> contentKeys = new ArrayList<>(1);

    /**
     * Reads keys.
     *
     * @param accountHasKek whether a KEK is kept for the account, so that a key id is enough
     */
    KeyReading(RequestReader reader, Drm drm, boolean accountHasKek) {
        this.reader = reader;
        this.drm = drm;
        this.accountHasKek = accountHasKek;
        this.kid = drm.common().kid();
    }

    /** Reads the four parameters in the order of the table, for all keys. */
    void read() {
        kek = reader.read(KEK);
        readKids();
        refuseUnnumbered(EK);
        for (int key = 0; key < reader.keyCount(); key++) {
            wrappedKeys.add(reader.readForKey(key, EK, false));
            checkWrappedKey(key);
        }
        refuseUnnumbered(CONTENT_KEY);
        for (int key = 0; key < reader.keyCount(); key++) {
            contentKeys.add(reader.readForKey(key, CONTENT_KEY, false));
            checkContentKey(key);
        }
    }

    private void readKids() {
        refuseUnnumbered(kid);
        boolean required = reader.hasNumberedKeys() || kid.required();
        for (int key = 0; key < reader.keyCount(); key++) {
            Optional<KeyId> read = reader.readForKey(key, kid, required);
            if (read.isPresent() && kids.contains(read)) {
                reader.refuseForKey(key, INVALID_KID, kid, "names the same key as an earlier kid");
            }
            kids.add(read);
            checkKid(key, required);
        }
        reader.setKids(ImmutableList.copyOf(kids));
    }

    private void refuseUnnumbered(Parameter<?> parameter) {
        if (reader.hasNumberedKeys() && reader.gives(parameter)) {
            reader.refuse(INVALID_KEY_DATA, parameter, "must be numbered too, because other keys are");
        }
    }

    private void checkKid(int key, boolean required) {
        if (key >= drm.rules().maxKeys()) {
            String rule =
                    "is one key too many; a token holds at most " + drm.rules().maxKeys();
            reader.refuseForKey(key, INVALID_KEY_DATA, kid, rule);
        }
        boolean kekAlone = reader.gives(KEK) && !gives(key, EK) && !gives(key, CONTENT_KEY) && !gives(key, kid);
        if (kekAlone && !required) {
            reader.refuseForKey(key, MISSING_KID, kid, "is required beside kek, unless ek comes with it");
        }
    }

    private void checkWrappedKey(int key) {
        if (!gives(key, EK) || gives(key, CONTENT_KEY) || givesEmptyKey(key)) {
            return;
        }
        if (wrappedKeys.get(key).isPresent() && !reader.gives(KEK)) {
            reader.refuseForKey(key, INVALID_ENCRYPTED_KEY, EK, "needs the kek under which it is wrapped");
        } else if (reader.gives(KEK) && gives(key, kid) && !mayNameWrappedKey()) {
            reader.refuseForKey(key, INVALID_KEY_DATA, EK, "and kid exclude each other beside kek");
        }
    }

    /** Numbered keys always need their kid, so there the two cannot exclude each other. */
    private boolean mayNameWrappedKey() {
        return reader.hasNumberedKeys() || drm.rules().kidBesideWrappedKey();
    }

    private void checkContentKey(int key) {
        boolean kidIsEnough = accountHasKek && gives(key, kid);
        if (!gives(key, CONTENT_KEY) && !reader.gives(KEK) && !gives(key, EK) && !kidIsEnough) {
            String rule = "is required, unless kek comes with ek or with the kid of a stored key";
            reader.refuseForKey(key, INVALID_CONTENT_KEY, CONTENT_KEY, rule);
        } else if (gives(key, CONTENT_KEY) && (reader.gives(KEK) || gives(key, EK)) && !givesEmptyKey(key)) {
            reader.refuseForKey(key, INVALID_KEY_DATA, CONTENT_KEY, "excludes kek and ek");
        }
    }

    private boolean gives(int key, Parameter<?> parameter) {
        return reader.givesForKey(key, parameter);
    }

    private boolean givesEmptyKey(int key) {
        return reader.givesEmpty(KEK.name())
                || reader.givesEmpty(reader.nameForKey(key, EK))
                || reader.givesEmpty(reader.nameForKey(key, CONTENT_KEY));
    }

    /**
     * Where the keys come from. Unwraps the wrapped ones, which is a violation if it fails. Only complete if there are
     * no violations.
     */
    ImmutableList<KeySource> sources() {
        ImmutableList.Builder<KeySource> sources = ImmutableList.builderWithExpectedSize(kids.size());
        for (int key = 0; key < kids.size(); key++) {
            source(key).ifPresent(sources::add);
        }
        return sources.build();
    }

    /** Whether a text is one of the keys that the request brings, or its KEK. */
    boolean brings(String text) {
        return Hex.isHex(text, ContentKey.BYTES)
                && (contentKeys.contains(Optional.of(ContentKey.of(Hex.decode(text))))
                        || kek.equals(Optional.of(KeyEncryptionKey.parse(text).value())));
    }

    private Optional<KeySource> source(int key) {
        Optional<KeyId> id = kids.get(key);
        if (contentKeys.get(key).isPresent()) {
            return contentKeys.get(key).map(given -> new GivenKey(id, given));
        }
        if (wrappedKeys.get(key).isEmpty() || kek.isEmpty()) {
            return id.map(stored -> new StoredKey(reader.nameForKey(key, kid), stored, kek));
        }
        Optional<ContentKey> unwrapped = kek.get().unwrap(wrappedKeys.get(key).get());
        if (unwrapped.isEmpty()) {
            String rule = "was not wrapped under kek: its integrity check fails";
            reader.refuseForKey(key, INVALID_ENCRYPTED_KEY, EK, rule);
        }
        return unwrapped.map(given -> new GivenKey(id, given));
    }
}
