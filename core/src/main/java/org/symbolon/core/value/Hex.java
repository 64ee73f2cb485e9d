package org.symbolon.core.value;

import java.util.HexFormat;

/** Hexadecimal text, in lower or upper case. */
public final class Hex {
    private static final HexFormat LOWER_CASE = HexFormat.of();

    private Hex() {}

    /**
     * Whether every character is a hexadecimal digit. Callers ask this before {@link #decode}, so that wrong text does
     * not cost an exception.
     */
    public static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is exactly this many bytes in hexadecimal. */
    public static boolean isHex(String text, int bytes) {
        return text.length() == 2 * bytes && isHex(text);
    }

    /** Whether a text has at least this many hexadecimal digits in a row. */
    public static boolean hasRun(String text, int digits) {
        int run = 0;
        for (int i = 0; i < text.length() && run < digits; i++) {
            run = HexFormat.isHexDigit(text.charAt(i)) ? run + 1 : 0;
        }
        return run >= digits;
    }

    public static byte[] decode(String text) {
        return LOWER_CASE.parseHex(text);
    }

    /** The eight bytes whose 16 hexadecimal digits begin at an index, as a number, the highest byte first. */
    static long decodeLong(String text, int from) {
        return HexFormat.fromHexDigitsToLong(text, from, from + 2 * Long.BYTES);
    }

    public static String encode(byte[] bytes) {
        return LOWER_CASE.formatHex(bytes);
    }
}
