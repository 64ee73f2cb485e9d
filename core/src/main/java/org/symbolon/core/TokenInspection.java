package org.symbolon.core;

import com.google.common.collect.ImmutableListMultimap;
import java.util.Optional;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.store.keyring.RingKeyId;

/**
 * What a token says, for operators.
 *
 * @param claims the claims, with the content keys
 * @param sealedUnder the key of the ring
 * @param policy the rules of the licence as parameters of the interface; empty if no plug-in is loaded that can read
 * them
 */
public record TokenInspection(
        TokenClaims claims, RingKeyId sealedUnder, Optional<ImmutableListMultimap<String, String>> policy) {
    /** The id only: the claims hold keys. */
    @Override
    public String toString() {
        return "TokenInspection[" + claims.id() + "]";
    }
}
