package org.symbolon.drm.fairplay.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128 as FairPlay uses it: CBC without padding, and single blocks. */
public final class Aes {
    /** The length of a block, of a key and of an IV, in bytes. */
    public static final int BLOCK = 16;

    private static final byte[] ZERO = new byte[BLOCK];

    private Aes() {}

    public static byte[] encrypt(byte[] key, byte[] iv, byte[] plain) {
        return crypt(Cipher.ENCRYPT_MODE, key, iv, plain);
    }

    public static byte[] decrypt(byte[] key, byte[] iv, byte[] encrypted) {
        return crypt(Cipher.DECRYPT_MODE, key, iv, encrypted);
    }

    /** Encrypts one block in ECB mode, which is the same as CBC with an IV of zeros. */
    public static byte[] encryptBlock(byte[] key, byte[] block) {
        return encrypt(key, ZERO, block);
    }

    public static byte[] decryptBlock(byte[] key, byte[] block) {
        return decrypt(key, ZERO, block);
    }

    private static byte[] crypt(int mode, byte[] key, byte[] iv, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CBC cannot process " + bytes.length + " bytes", e);
        }
    }
}
