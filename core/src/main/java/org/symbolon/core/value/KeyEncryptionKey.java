package org.symbolon.core.value;

import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.symbolon.core.parameter.Parsed;

/**
 * A key encryption key (kek): 16, 24 or 32 bytes, for AES Key Wrap (RFC 3394). It comes with a request and is stored
 * only if an account asks for that, sealed (ADR 0014).
 */
public final class KeyEncryptionKey extends Secret {

    private KeyEncryptionKey(byte[] bytes) {
        super(bytes);
    }

    public static KeyEncryptionKey of(byte[] bytes) {
        if (!isSize(bytes.length)) {
            throw new IllegalArgumentException("a key encryption key has 16, 24 or 32 bytes, not " + bytes.length);
        }
        return new KeyEncryptionKey(bytes);
    }

    /** Reads 32, 48 or 64 hexadecimal digits; -4024 otherwise. */
    public static Parsed<KeyEncryptionKey> parse(String hex) {
        return isSize(hex.length() / 2) && hex.length() % 2 == 0 && Hex.isHex(hex)
                ? Parsed.valid(new KeyEncryptionKey(Hex.decode(hex)))
                : Parsed.invalid(INVALID_ENCRYPTED_KEY, "must be 32, 48 or 64 hexadecimal digits");
    }

    /** Reads 32 hexadecimal digits, the only size that the key storage service accepts; -4024 otherwise. */
    public static Parsed<KeyEncryptionKey> parse128(String hex) {
        return Hex.isHex(hex, 16)
                ? Parsed.valid(new KeyEncryptionKey(Hex.decode(hex)))
                : Parsed.invalid(INVALID_ENCRYPTED_KEY, "must be 32 hexadecimal digits");
    }

    private static boolean isSize(int bytes) {
        return bytes == 16 || bytes == 24 || bytes == 32;
    }

    /** Wraps a content key (RFC 3394 section 2.2.1). */
    public WrappedKey wrap(ContentKey key) {
        try {
            Cipher cipher = cipher(Cipher.WRAP_MODE);
            return WrappedKey.of(cipher.wrap(new SecretKeySpec(key.reveal(), "AES")));
        } catch (GeneralSecurityException everyJdkHasAesWrap) {
            throw new IllegalStateException(everyJdkHasAesWrap);
        }
    }

    /**
     * Unwraps a content key (RFC 3394 section 2.2.2); empty if the integrity check fails, because the key was wrapped
     * under another KEK or was changed.
     */
    public Optional<ContentKey> unwrap(WrappedKey key) {
        try {
            Key unwrapped = cipher(Cipher.UNWRAP_MODE).unwrap(key.reveal(), "AES", Cipher.SECRET_KEY);
            return Optional.of(ContentKey.of(unwrapped.getEncoded()));
        } catch (InvalidKeyException failedIntegrityCheck) {
            return Optional.empty();
        } catch (GeneralSecurityException everyJdkHasAesWrap) {
            throw new IllegalStateException(everyJdkHasAesWrap);
        }
    }

    /**
     * A name that does not reveal it: {@code #1.} and, in hexadecimal, the first 16 bytes of the SHA-1 of {@code
     * KEKID_1} and its own hexadecimal digits (key-storage-api, "The key object").
     */
    public String id() {
        byte[] hash = Sha1.of("KEKID_1" + Hex.encode(reveal()));
        return "#1." + Hex.encode(Arrays.copyOf(hash, 16));
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(mode, new SecretKeySpec(reveal(), "AES"));
        return cipher;
    }
}
