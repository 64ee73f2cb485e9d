package org.symbolon.core.internal.token;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import org.symbolon.core.value.TokenId;

/**
 * Makes token ids: four bytes are the second, and twelve are random. It reads the random source in blocks, because a
 * call for 12 bytes takes about as long as one for a thousand.
 */
public final class TokenIds {
    private static final int RANDOM_BYTES = TokenId.BYTES - Integer.BYTES;
    private static final int BLOCK = 64 * RANDOM_BYTES;

    private final SecureRandom random;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

    public TokenIds(SecureRandom random) {
        this.random = random;
    }

    /** An id of a token that is issued at a time. */
    public synchronized TokenId next(Instant time) {
        fill();
        long second = time.getEpochSecond() << Integer.SIZE;
        return new TokenId(second | Integer.toUnsignedLong(block.getInt()), block.getLong());
    }

    /** A random number. */
    public synchronized long nextLong() {
        fill();
        long number = block.getLong();
        block.getInt();
        return number;
    }

    private void fill() {
        if (!block.hasRemaining()) {
            random.nextBytes(block.array());
            block.clear();
        }
    }
}
