package org.symbolon.core.account;

import org.symbolon.core.secret.Secret;

/** The KEK that the service keeps for an account, sealed under the key ring; opened by {@link org.symbolon.core.token.ManagedKeks} alone. */
public final class SealedKek extends Secret {
    private SealedKek(byte[] bytes) {
        super(bytes);
    }

    /** What a store kept, or what was just sealed. */
    public static SealedKek of(byte[] bytes) {
        return new SealedKek(bytes);
    }
}
