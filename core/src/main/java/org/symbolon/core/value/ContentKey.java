package org.symbolon.core.value;

import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY_LENGTH;

import org.symbolon.core.parameter.Parsed;

/** A content encryption key (cek): 16 bytes, AES-128. */
public final class ContentKey extends Secret {
    public static final int BYTES = 16;

    private ContentKey(byte[] bytes) {
        super(bytes);
    }

    public static ContentKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a content key has 16 bytes, not " + bytes.length);
        }
        return new ContentKey(bytes);
    }

    /** Reads 32 hexadecimal digits; -2027 for another length, -2005 otherwise. */
    public static Parsed<ContentKey> parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            return Parsed.invalid(
                    INVALID_CONTENT_KEY_LENGTH, "must be 32 hexadecimal digits, not " + hex.length() + " characters");
        }
        return Hex.isHex(hex)
                ? Parsed.valid(new ContentKey(Hex.decode(hex)))
                : Parsed.invalid(INVALID_CONTENT_KEY, "must be hexadecimal");
    }
}
