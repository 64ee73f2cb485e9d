package org.symbolon.core.store.keyring;

import com.google.common.primitives.Ints;
import java.util.Optional;
import org.symbolon.core.value.Hex;

/** The id of a key of the ring, 4 random bytes. It is in each token that is sealed under the key. */
public record RingKeyId(int value) {
    /** The length in bytes. */
    public static final int BYTES = Integer.BYTES;

    public static Optional<RingKeyId> parse(String hex) {
        return Hex.isHex(hex, BYTES)
                ? Optional.of(new RingKeyId(Ints.fromByteArray(Hex.decode(hex))))
                : Optional.empty();
    }

    /** 8 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex.encode(Ints.toByteArray(value));
    }
}
