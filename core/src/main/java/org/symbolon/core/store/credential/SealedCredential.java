package org.symbolon.core.store.credential;

import org.symbolon.core.account.Credentials;
import org.symbolon.core.value.Secret;

/** A credential as a store keeps it, sealed under the key ring; opened by {@link Credentials} alone. */
public final class SealedCredential extends Secret {
    private SealedCredential(byte[] bytes) {
        super(bytes);
    }

    /** Wraps bytes that a store kept, or that were just sealed. */
    public static SealedCredential of(byte[] bytes) {
        return new SealedCredential(bytes);
    }
}
