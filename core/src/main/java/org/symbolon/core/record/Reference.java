package org.symbolon.core.record;

import com.google.common.base.CharMatcher;
import org.symbolon.core.token.TokenId;
import org.symbolon.core.token.TokenIds;

/**
 * What a refusal is called, to its caller, in the log and in its record: 32 lower-case hexadecimal digits.
 */
public record Reference(String text) {
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f'));

    public Reference {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a reference has 32 lower-case hexadecimal digits");
        }
    }

    public static boolean isValid(String text) {
        return text.length() == 2 * TokenId.BYTES && DIGITS.matchesAllOf(text);
    }

    /** A new one, by chance. */
    public static Reference next(TokenIds chance) {
        return new Reference(chance.next().toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
