package org.symbolon.core.internal.token;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.symbolon.core.value.TokenId;

/**
 * Makes token ids. It reads the random source in blocks, because a call for 16 bytes takes about as long as one for a
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
