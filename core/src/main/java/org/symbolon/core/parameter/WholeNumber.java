package org.symbolon.core.parameter;

import java.util.OptionalLong;

/** Whole numbers as parameters write them: decimal digits, with a minus sign for the negative ones. */
public final class WholeNumber {
    private static final int SAFE_DIGITS = 18;

    private WholeNumber() {}

    /**
     * The number, or empty for text that is not a whole number. A number outside of the range of a long becomes the
     * nearest long, so that checks of ranges still work.
     */
    public static OptionalLong parse(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (!isDigits(digits)) {
            return OptionalLong.empty();
        }
        long size = digits.length() <= SAFE_DIGITS ? Long.parseLong(digits) : saturated(digits);
        return OptionalLong.of(negative ? -size : size);
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static long saturated(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        boolean fits = digits.length() - zeros <= SAFE_DIGITS;
        return fits ? Long.parseLong(digits.substring(Math.max(0, digits.length() - SAFE_DIGITS))) : Long.MAX_VALUE;
    }
}
