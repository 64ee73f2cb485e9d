package org.symbolon.core.value;

import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;

import org.symbolon.core.parameter.Parsed;

/** A content key under a key encryption key ({@code ek}): 24 bytes, AES Key Wrap (RFC 3394 section 2.2.1). */
public final class WrappedKey extends Secret {
    public static final int BYTES = 24;

    private WrappedKey(byte[] bytes) {
        super(bytes);
    }

    public static WrappedKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a wrapped key has 24 bytes, not " + bytes.length);
        }
        return new WrappedKey(bytes);
    }

    /** Reads 48 hexadecimal digits; -4024 otherwise. */
    public static Parsed<WrappedKey> parse(String hex) {
        return Hex.isHex(hex, BYTES)
                ? Parsed.valid(new WrappedKey(Hex.decode(hex)))
                : Parsed.invalid(INVALID_ENCRYPTED_KEY, "must be 48 hexadecimal digits");
    }
}
