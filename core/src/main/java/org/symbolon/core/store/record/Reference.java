package org.symbolon.core.store.record;

import com.google.common.base.CharMatcher;
import org.symbolon.core.value.TokenId;

/** The id of a refusal in the answer, in the log and in its record: 32 lower-case hexadecimal digits. */
public record Reference(String text) {
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f'));

    public Reference {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a reference has 32 lower-case hexadecimal digits");
        }
    }

    /** Whether a text has the form of a reference. */
    public static boolean isValid(String text) {
        return text.length() == 2 * TokenId.BYTES && DIGITS.matchesAllOf(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
