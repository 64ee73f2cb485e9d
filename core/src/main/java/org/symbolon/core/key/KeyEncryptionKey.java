package org.symbolon.core.key;

import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.secret.Secret;

/** A key encryption key (kek): 16, 24 or 32 bytes, for AES Key Wrap (RFC 3394). Comes with a request and is never stored. */
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

    /** Reads 32 hexadecimal digits, the one size that the key storage service wraps under; -4024 otherwise. */
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
        return WrappedKey.of(engine(true).wrap(key.reveal(), 0, ContentKey.BYTES));
    }

    /** Unwraps a content key (RFC 3394 section 2.2.2); empty where the integrity check fails: another KEK, or a damaged key. */
    public Optional<ContentKey> unwrap(WrappedKey key) {
        try {
            return Optional.of(ContentKey.of(engine(false).unwrap(key.reveal(), 0, WrappedKey.BYTES)));
        } catch (InvalidCipherTextException failedIntegrityCheck) {
            return Optional.empty();
        }
    }

    /**
     * What names it without giving it away: {@code #1.} and, in hexadecimal, the first 16 bytes of the SHA-1 of {@code KEKID_1} and its own
     * hexadecimal digits (key-storage-api, "The key object").
     */
    public String id() {
        byte[] hash = Sha1.of("KEKID_1" + Hex.encode(reveal()));
        return "#1." + Hex.encode(Arrays.copyOf(hash, 16));
    }

    private AESWrapEngine engine(boolean wrapping) {
        AESWrapEngine engine = new AESWrapEngine();
        engine.init(wrapping, new KeyParameter(reveal()));
        return engine;
    }
}
