package org.symbolon.core.token;

/** The proof that a token was sealed by this service: made by {@link TokenSealer#open} alone. Whether it may be redeemed is another question. */
public final class OpenedToken {
    private final TokenClaims claims;
    private final RingKeyId sealedUnder;

    OpenedToken(TokenClaims claims, RingKeyId sealedUnder) {
        this.claims = claims;
        this.sealedUnder = sealedUnder;
    }

    public TokenClaims claims() {
        return claims;
    }

    public RingKeyId sealedUnder() {
        return sealedUnder;
    }

    @Override
    public String toString() {
        return "OpenedToken[" + claims.id() + "]";
    }
}
