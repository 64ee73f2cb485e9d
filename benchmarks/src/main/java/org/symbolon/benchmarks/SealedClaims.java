package org.symbolon.benchmarks;

import java.util.Arrays;
import java.util.Base64;
import org.symbolon.core.Symbolon;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.internal.token.AesSiv;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.SealedToken;

/** The claims of {@link Requests#USUAL_WIDEVINE}, and what seals them. */
final class SealedClaims {
    /** The version and the key id, which precede what is sealed and are its associated data. */
    private static final int HEADER = 5;

    private final RingKey key;
    private final TokenSealer sealer;
    private final TokenContent claims;

    SealedClaims() {
        Stores stores = new InMemoryStores();
        Symbolon service = Requests.service(stores);
        key = stores.keyRing().read().orElseThrow().keys().get(0);
        sealer = new TokenSealer(stores.keyRing());
        SealedToken token = service.issuer()
                .issue(Requests.of(Requests.WIDEVINE, Requests.decoded(Requests.USUAL_WIDEVINE)))
                .token();
        claims = sealer.open(token).orElseThrow().content();
    }

    TokenClaims claims() {
        return claims;
    }

    SealedToken seal() {
        return sealer.seal(claims);
    }

    /** The claims in the binary form that is sealed. */
    byte[] bytes() {
        byte[] token = Base64.getUrlDecoder().decode(seal().text());
        return new AesSiv(key.key(), Arrays.copyOf(token, HEADER))
                .open(Arrays.copyOfRange(token, HEADER, token.length))
                .orElseThrow();
    }
}
