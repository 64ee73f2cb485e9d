package org.symbolon.core.parameter;

import java.util.OptionalLong;

/** Whole numbers as parameters write them: decimal digits, without a sign and without leading zeros. */
public final class WholeNumber {
    private static final int SAFE_DIGITS = 18;

    private WholeNumber() {}

    /**
     * The number, or empty for any other text. A number outside of the range of a long becomes the largest long, so
     * that checks of ranges still work.
     */
    public static OptionalLong parse(String text) {
        long number = parse(text, -1);
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** The number, or {@code otherwise} for any other text. */
    static long parse(String text, long otherwise) {
        if (!isDigits(text) || (text.charAt(0) == '0' && text.length() > 1)) {
            return otherwise;
        }
        return text.length() <= SAFE_DIGITS ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
