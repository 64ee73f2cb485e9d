package org.symbolon.benchmarks;

import com.google.common.primitives.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM as a careful service would have it: one cipher a thread, looked up once; the nonce before the ciphertext.
 */
final class AesGcm {
    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Cipher cipher;
    private final SecretKey key;

    AesGcm(SecretKey key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    byte[] seal(byte[] plaintext, byte[] nonce) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            return Bytes.concat(nonce, cipher.doFinal(plaintext));
        } catch (GeneralSecurityException sameNonceTwice) {
            throw new IllegalStateException(sameNonceTwice);
        }
    }
}
