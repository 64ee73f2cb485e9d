package org.symbolon.drm.fairplay.credential;

import java.nio.charset.StandardCharsets;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.Secret;

/** The application secret key (ASK) that Apple gives a content provider: 16 bytes. */
public final class ApplicationSecretKey extends Secret {
    public static final int BYTES = 16;

    private ApplicationSecretKey(byte[] bytes) {
        super(bytes);
    }

    /**
     * The key with these bytes.
     *
     * @throws InvalidCredentialException if it does not have 16 bytes
     */
    public static ApplicationSecretKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidCredentialException(
                    "ask must be 16 bytes or 32 hexadecimal digits, not " + bytes.length + " bytes");
        }
        return new ApplicationSecretKey(bytes);
    }

    /** Reads a key that an operator gives: 32 hexadecimal digits, or the 16 bytes themselves; see {@link #of}. */
    public static ApplicationSecretKey read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        return Hex.isHex(text, BYTES) ? new ApplicationSecretKey(Hex.decode(text)) : of(bytes);
    }
}
