package org.symbolon.benchmarks;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.symbolon.core.Symbolon;
import org.symbolon.core.token.AesSiv;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.KeyRingStore;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenSealer;

/** The claims of {@link Requests#USUAL_WIDEVINE}, and what seals them. */
final class SealedClaims {
    /** The version and the key id, which precede what is sealed and are its associated data. */
    private static final int HEADER = 5;

    private final RingKey key = RingKey.random(new SecureRandom(), Instant.EPOCH);
    private final TokenSealer sealer;
    private final TokenClaims claims;

    SealedClaims() {
        KeyRingStore ring = KeyRingStore.inMemory();
        ring.change(none -> KeyRing.of(key));
        sealer = new TokenSealer(ring);
        Symbolon service = Requests.service();
        String url = service.issuer()
                .issue(Requests.of(Requests.WIDEVINE, Requests.decoded(Requests.USUAL_WIDEVINE)))
                .licenseUrl();
        SealedToken token = new SealedToken(url.substring(url.indexOf('=') + 1));
        claims = service.sealer().open(token).orElseThrow().claims();
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
