package org.symbolon.drm.widevine;

import java.util.Arrays;
import org.symbolon.core.value.Secret;

/** The secret that signs requests to a licence service: an AES-256 key and an IV. */
final class ServiceSecret extends Secret {
    static final int KEY_BYTES = 32;
    static final int IV_BYTES = 16;
    static final int BYTES = KEY_BYTES + IV_BYTES;

    private ServiceSecret(byte[] keyAndIv) {
        super(keyAndIv);
    }

    /**
     * A secret.
     *
     * @param keyAndIv the 32 bytes of the key, then the 16 bytes of the IV
     */
    static ServiceSecret of(byte[] keyAndIv) {
        if (keyAndIv.length != BYTES) {
            throw new IllegalArgumentException("a signing key and its IV have 48 bytes, not " + keyAndIv.length);
        }
        return new ServiceSecret(keyAndIv);
    }

    byte[] key() {
        return Arrays.copyOf(reveal(), KEY_BYTES);
    }

    byte[] iv() {
        return Arrays.copyOfRange(reveal(), KEY_BYTES, BYTES);
    }
}
