package org.symbolon.core.value;

/**
 * A token as clients see it: text in base64url without padding, so that it needs no percent-encoding. Whoever has it
 * can redeem it.
 */
public record SealedToken(String text) {

    /** Shows nothing of the token, because whoever has it can get the licence. */
    @Override
    public String toString() {
        return "SealedToken[***]";
    }
}
