package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.internal.parameter.CommonParameters.CONTENT_KEY;
import static org.symbolon.core.internal.parameter.CommonParameters.EK;
import static org.symbolon.core.internal.parameter.CommonParameters.KEK;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;

/**
 * Reads the key parameters of a request, for all keys in the order of the tables: every {@code kid}, then every {@code
 * ek}, then every {@code contentKey}.
 */
final class KeyReading {
    private final RequestReader reader;
    private final Drm drm;
    private final boolean accountHasKek;
    private Optional<KeyEncryptionKey> kek = Optional.empty();
    private final List<RequestedKey> keys = new ArrayList<>(1);

    /**
     * Reads keys.
     *
     * @param accountHasKek whether a KEK is kept for the account, so that a key id is enough
     */
    KeyReading(RequestReader reader, Drm drm, boolean accountHasKek) {
        this.reader = reader;
        this.drm = drm;
        this.accountHasKek = accountHasKek;
    }

    /** Reads the four parameters in the order of the table, for all keys. */
    void read() {
        kek = reader.read(KEK);
        readKids();
        refuseUnnumbered(EK);
        for (RequestedKey key : keys) {
            key.readWrappedKey();
        }
        refuseUnnumbered(CONTENT_KEY);
        for (RequestedKey key : keys) {
            key.readContentKey(accountHasKek);
        }
    }

    private void readKids() {
        refuseUnnumbered(drm.common().kid());
        for (int position = 0; position < reader.keyCount(); position++) {
            RequestedKey key = new RequestedKey(reader, drm, position);
            key.readKid(keys);
            keys.add(key);
        }
        reader.setKids(kids());
    }

    private ImmutableList<Optional<KeyId>> kids() {
        return keys.size() == 1
                ? ImmutableList.of(keys.get(0).kid())
                : keys.stream().map(RequestedKey::kid).collect(ImmutableList.toImmutableList());
    }

    private void refuseUnnumbered(Parameter<?> parameter) {
        if (reader.hasNumberedKeys() && reader.gives(parameter)) {
            reader.refuse(INVALID_KEY_DATA, parameter, "must be numbered too, because other keys are");
        }
    }

    /**
     * Where the keys come from. Unwraps the wrapped ones, which is a violation if it fails. Only complete if there are
     * no violations.
     */
    ImmutableList<KeySource> sources() {
        if (keys.size() == 1) {
            Optional<KeySource> source = keys.get(0).source(kek);
            return source.isPresent() ? ImmutableList.of(source.get()) : ImmutableList.of();
        }
        return keys.stream().flatMap(key -> key.source(kek).stream()).collect(ImmutableList.toImmutableList());
    }
}
