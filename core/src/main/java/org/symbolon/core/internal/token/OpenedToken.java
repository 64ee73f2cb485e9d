package org.symbolon.core.internal.token;

import org.symbolon.core.store.keyring.RingKeyId;

/**
 * A token that was sealed under a key of the ring and not changed since. Whether it may be redeemed is another
 * question.
 *
 * @param content what the token says
 * @param sealedUnder the key of the ring
 */
public record OpenedToken(TokenContent content, RingKeyId sealedUnder) {
    /** The id only: the content holds keys. */
    @Override
    public String toString() {
        return "OpenedToken[" + content.id() + "]";
    }
}
