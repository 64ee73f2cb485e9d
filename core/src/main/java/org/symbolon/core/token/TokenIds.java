package org.symbolon.core.token;

import java.security.SecureRandom;
import java.util.Arrays;

/** Draws token ids. Reads the random source in blocks, since a call for 16 bytes costs about as much as one for a thousand. */
public final class TokenIds {
    private static final int BLOCK = 64 * TokenId.BYTES;

    private final SecureRandom random;
    private final byte[] block = new byte[BLOCK];
    private int used = BLOCK;

    public TokenIds(SecureRandom random) {
        this.random = random;
    }

    public synchronized TokenId next() {
        if (used == BLOCK) {
            random.nextBytes(block);
            used = 0;
        }
        TokenId id = TokenId.of(Arrays.copyOfRange(block, used, used + TokenId.BYTES));
        used += TokenId.BYTES;
        return id;
    }
}
