package org.symbolon.core.value;

/**
 * A token as the world sees it: text in base64url without padding, so that it needs no percent-encoding. Whoever has it
 * can redeem it.
 */
public record SealedToken(String text) {

    /** Says nothing of the token: it is as good as the licence. */
    @Override
    public String toString() {
        return "SealedToken[***]";
    }
}
