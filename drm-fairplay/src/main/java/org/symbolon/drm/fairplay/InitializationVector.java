package org.symbolon.drm.fairplay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.Hex;

/** The initialization vector (IV) of the content: 16 bytes. It is not a secret. */
public final class InitializationVector {
    static final int BYTES = 16;

    private final byte[] bytes;

    private InitializationVector(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The IV with these bytes; a copy is kept.
     *
     * @throws IllegalArgumentException if there are not 16
     */
    public static InitializationVector of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an IV has 16 bytes, not " + bytes.length);
        }
        return new InitializationVector(bytes.clone());
    }

    static Parsed<InitializationVector> parse(String hex) {
        return Hex.isHex(hex, BYTES)
                ? Parsed.valid(new InitializationVector(Hex.decode(hex)))
                : Parsed.invalid(FairPlayError.INVALID_IV, "must be 32 hexadecimal digits");
    }

    /** A copy of the 16 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InitializationVector iv && Arrays.equals(bytes, iv.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex.encode(bytes);
    }
}
