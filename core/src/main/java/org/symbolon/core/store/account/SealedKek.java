package org.symbolon.core.store.account;

import org.symbolon.core.value.Secret;

/**
 * The KEK that the service keeps for an account, sealed under the key ring; opened by {@link
 * org.symbolon.core.account.ManagedKeks} alone.
 */
public final class SealedKek extends Secret {
    private SealedKek(byte[] bytes) {
        super(bytes);
    }

    /** Wraps bytes that a store kept, or that were just sealed. */
    public static SealedKek of(byte[] bytes) {
        return new SealedKek(bytes);
    }
}
