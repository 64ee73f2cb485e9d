package org.symbolon.core.parameter;

import com.google.common.base.CharMatcher;
import java.util.regex.Pattern;

/** Repeats a caller's text in an error message, cut after 64 characters. Not for secrets. */
public final class Quotation {
    private static final int MAX_LENGTH = 64;
    private static final CharMatcher UNSAFE = CharMatcher.javaIsoControl().or(CharMatcher.anyOf("\u2028\u2029"));

    /**
     * Long runs of hexadecimal digits, or of the characters of Base64 with a digit among them, which words do not have:
     * keys, secrets and tokens look like this.
     */
    private static final Pattern KEYS =
            Pattern.compile("[0-9A-Fa-f]{16,}|(?=[A-Za-z_-]*[0-9+/])[A-Za-z0-9+/_-]{22,}={0,2}");

    private static final int BEGINNING = 4;

    private Quotation() {}

    /**
     * A text for logs and records, in which everything that could be a key or a secret is cut after its first
     * characters. A caller may type one into a parameter that is not secret, and a message may quote that parameter.
     */
    public static String withoutKeys(String text) {
        return KEYS.matcher(text).replaceAll(found -> found.group().substring(0, BEGINNING) + "…");
    }

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
