package org.symbolon.core.internal.token;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.symbolon.core.value.TokenId;

/**
 * Draws token ids. Reads the random source in blocks, since a call for 16 bytes costs about as much as one for a
 * thousand.
 */
public final class TokenIds {
    private static final int BLOCK = 64 * TokenId.BYTES;

    private final SecureRandom random;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

    public TokenIds(SecureRandom random) {
        this.random = random;
    }

    public synchronized TokenId next() {
        if (!block.hasRemaining()) {
            random.nextBytes(block.array());
            block.clear();
        }
        return new TokenId(block.getLong(), block.getLong());
    }
}
