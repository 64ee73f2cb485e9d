package org.symbolon.core.value;

import static org.symbolon.core.error.SharedError.INVALID_KID;
import static org.symbolon.core.error.SharedError.INVALID_KID_LENGTH;
import static org.symbolon.core.error.SharedError.KID_STRING_TOO_LONG;

import com.google.common.primitives.Longs;
import java.util.Arrays;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.ValueForm;

/**
 * A key id (kid): 16 bytes, written as 32 hexadecimal digits, or as {@code ^} and a string of 1 to 64 printable ASCII
 * characters, which stands for the first 16 bytes of the string's SHA-1.
 */
public record KeyId(long high, long low) implements Comparable<KeyId> {
    public static final int BYTES = 16;
    /** What {@link #parse} reads. */
    public static final ValueForm FORM = ValueForm.matching("[0-9A-Fa-f]{32}|\\^[ -~]{1,64}");

    private static final int LONGEST_STRING = 64;

    public static KeyId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key id has 16 bytes, not " + bytes.length);
        }
        return new KeyId(Longs.fromByteArray(bytes), Longs.fromByteArray(Arrays.copyOfRange(bytes, 8, BYTES)));
    }

    /** The key id that {@code ^string} stands for; the string must keep the rules of {@link #parse}. */
    public static KeyId ofString(String string) {
        Parsed<KeyId> parsed = parseString(string);
        if (!parsed.isValid()) {
            throw new IllegalArgumentException("a string for a key id " + parsed.rule());
        }
        return parsed.value();
    }

    private static KeyId hashed(String string) {
        return of(Arrays.copyOf(Sha1.of(string), BYTES));
    }

    /** Reads either form; -4020 for hexadecimal of another length, -4021 for a long string, -4022 otherwise. */
    public static Parsed<KeyId> parse(String text) {
        if (text.startsWith("^")) {
            return parseString(text.substring(1));
        }
        if (text.length() != 2 * BYTES) {
            return Parsed.invalid(
                    INVALID_KID_LENGTH, "must be 32 hexadecimal digits, not " + text.length() + " characters");
        }
        return Hex.isHex(text)
                ? Parsed.valid(new KeyId(Hex.decodeLong(text, 0), Hex.decodeLong(text, BYTES)))
                : Parsed.invalid(INVALID_KID, "must be 32 hexadecimal digits, or '^' and a string");
    }

    private static Parsed<KeyId> parseString(String string) {
        if (string.length() > LONGEST_STRING) {
            return Parsed.invalid(
                    KID_STRING_TOO_LONG,
                    "has " + string.length() + " characters after the '^'; at most 64 are allowed");
        }
        boolean printable = string.chars().allMatch(c -> c >= ' ' && c <= '~');
        return printable && !string.isEmpty()
                ? Parsed.valid(hashed(string))
                : Parsed.invalid(INVALID_KID, "must have 1 to 64 printable ASCII characters after the '^'");
    }

    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            int shift = Long.SIZE - Byte.SIZE * (i + 1);
            bytes[i] = (byte) (high >>> shift);
            bytes[Long.BYTES + i] = (byte) (low >>> shift);
        }
        return bytes;
    }

    /** Orders ids as their hexadecimal texts. */
    @Override
    public int compareTo(KeyId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex.encode(bytes());
    }
}
