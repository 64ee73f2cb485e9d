package org.symbolon.core.parameter;

import com.google.common.base.CharMatcher;

/** Repeats a caller's text in an error message, cut after 64 characters. Not for secrets. */
public final class Quotation {
    private static final int MAX_LENGTH = 64;
    private static final CharMatcher UNSAFE = CharMatcher.javaIsoControl().or(CharMatcher.anyOf("\u2028\u2029"));

    private Quotation() {}

    /** The text in quotation marks; control characters are replaced. */
    public static String of(String value) {
        return "'" + plain(value) + "'";
    }

    /** The text without quotation marks; control characters are replaced. */
    public static String plain(String value) {
        if (value.length() <= MAX_LENGTH) {
            return harmless(value);
        }
        int cut = Character.isHighSurrogate(value.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return harmless(value.substring(0, cut)) + "…";
    }

    /** Error messages are logged, and a line end would look like the start of another entry. */
    private static String harmless(String value) {
        return UNSAFE.replaceFrom(value, '\ufffd');
    }
}
