package org.symbolon.core.value;

import java.util.Arrays;

/**
 * The stored form of an {@link AuthenticatorSecret}: 32 bytes. It is compared in constant time and appears in no log.
 */
public final class AuthenticatorHash extends Secret {
    private static final int BYTES = 32;
    private static final int LABEL_BYTES = 4;

    private AuthenticatorHash(byte[] bytes) {
        super(bytes);
    }

    public static AuthenticatorHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new AuthenticatorHash(bytes);
    }

    /** The first four bytes in hexadecimal, by which an operator names an authenticator without knowing it. */
    public String label() {
        return Hex.encode(Arrays.copyOf(reveal(), LABEL_BYTES));
    }
}
