package org.symbolon.core.store.administration;

import org.symbolon.core.value.Secret;

/**
 * The stored form of an {@link AdministratorSecret}: 32 bytes, compared in constant time. Nobody can compute the secret
 * from it.
 */
public final class TokenHash extends Secret {
    private static final int BYTES = 32;

    private TokenHash(byte[] bytes) {
        super(bytes);
    }

    public static TokenHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new TokenHash(bytes);
    }
}
