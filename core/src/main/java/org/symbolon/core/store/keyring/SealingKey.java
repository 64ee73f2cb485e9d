package org.symbolon.core.store.keyring;

import java.security.SecureRandom;
import org.symbolon.core.value.Secret;

/** The key of AES-256-SIV: 64 bytes, half for the MAC and half for the counter mode (RFC 5297 section 2.2). */
public final class SealingKey extends Secret {
    public static final int BYTES = 64;

    private SealingKey(byte[] bytes) {
        super(bytes);
    }

    public static SealingKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a sealing key has 64 bytes, not " + bytes.length);
        }
        return new SealingKey(bytes);
    }

    public static SealingKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SealingKey(bytes);
    }
}
