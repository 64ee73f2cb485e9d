package org.symbolon.core.store.keyring;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * A key of the ring. It opens tokens from the moment it is in the ring, and seals them from {@code sealsFrom} until a
 * younger key does: by then every node has read the ring that holds it.
 */
public record RingKey(RingKeyId id, SealingKey key, Instant sealsFrom) {

    public static RingKey random(SecureRandom random, Instant sealsFrom) {
        return new RingKey(new RingKeyId(random.nextInt()), SealingKey.random(random), sealsFrom);
    }
}
