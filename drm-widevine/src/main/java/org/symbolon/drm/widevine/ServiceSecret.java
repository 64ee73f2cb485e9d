package org.symbolon.drm.widevine;

import java.util.Arrays;
import org.symbolon.core.secret.Secret;

/** What signs requests to a licence service: an AES-256 key and the IV that goes with it. */
final class ServiceSecret extends Secret {
    static final int KEY_BYTES = 32;
    static final int IV_BYTES = 16;

    private ServiceSecret(byte[] keyAndIv) {
        super(keyAndIv);
    }

    /** The key, followed by the IV. */
    static ServiceSecret of(byte[] keyAndIv) {
        if (keyAndIv.length != KEY_BYTES + IV_BYTES) {
            throw new IllegalArgumentException("a signing key and its IV have 48 bytes, not " + keyAndIv.length);
        }
        return new ServiceSecret(keyAndIv);
    }

    byte[] key() {
        return Arrays.copyOf(reveal(), KEY_BYTES);
    }

    byte[] iv() {
        return Arrays.copyOfRange(reveal(), KEY_BYTES, KEY_BYTES + IV_BYTES);
    }
}
