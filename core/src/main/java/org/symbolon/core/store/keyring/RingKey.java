package org.symbolon.core.store.keyring;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * A key of the ring. It opens tokens from the moment it is in the ring, and seals them from {@code sealsFrom} until the
 * next key does. The time between lets every node read the ring before a token is sealed under the key.
 */
public record RingKey(RingKeyId id, SealingKey key, Instant sealsFrom) {

    public static RingKey random(SecureRandom random, Instant sealsFrom) {
        return new RingKey(new RingKeyId(random.nextInt()), SealingKey.random(random), sealsFrom);
    }
}
