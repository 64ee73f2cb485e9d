package org.symbolon.drm.fairplay;

import java.nio.charset.StandardCharsets;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.secret.Secret;

/** The application secret key (ASK) that Apple gives a content provider: 16 bytes. */
final class ApplicationSecretKey extends Secret {
    static final int BYTES = 16;

    private ApplicationSecretKey(byte[] bytes) {
        super(bytes);
    }

    static ApplicationSecretKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidCredentialException("ask has 16 bytes, not " + bytes.length);
        }
        return new ApplicationSecretKey(bytes);
    }

    /** Reads 32 hexadecimal digits, or 16 bytes as they are. */
    static ApplicationSecretKey read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        return Hex.isHex(text, BYTES) ? new ApplicationSecretKey(Hex.decode(text)) : of(bytes);
    }
}
