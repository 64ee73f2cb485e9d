package org.symbolon.core.drm;

import com.google.common.base.CharMatcher;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A guess at what a posted body is, if it is not a challenge, so that an explanation can tell the player's developer
 * what was sent instead. The guess looks at the first bytes only.
 */
public enum BodyKind {
    EMPTY("an empty body"),
    FORM("a form (name=value) where bytes were expected"),
    JSON("JSON"),
    MARKUP("HTML or XML"),
    PEM("PEM text"),
    DER("DER, such as a certificate"),
    BASE64("Base64 text; the player must post the decoded bytes"),
    TEXT("text"),
    BYTES("bytes");

    private static final CharMatcher BASE64_ALPHABET = CharMatcher.inRange('A', 'Z')
            .or(CharMatcher.inRange('a', 'z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("+/-_=\r\n"));
    private static final int LONGEST_NAME = 32;
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_LONG_LENGTH = 0x80;

    private final String words;

    BodyKind(String words) {
        this.words = words;
    }

    /** A noun phrase for explanations, such as {@code "an empty body"}. */
    public String words() {
        return words;
    }

    /** Guesses the kind of a body. */
    public static BodyKind of(byte[] body) {
        if (body.length == 0) {
            return EMPTY;
        }
        if (body.length > 4 && body[0] == DER_SEQUENCE && (body[1] & 0xfc) == DER_LONG_LENGTH) {
            return DER;
        }
        String text = new String(body, StandardCharsets.ISO_8859_1).strip();
        return CharMatcher.inRange(' ', '~').or(CharMatcher.anyOf("\t\r\n")).matchesAllOf(text) ? ofText(text) : BYTES;
    }

    private static BodyKind ofText(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return JSON;
        }
        if (text.startsWith("<")) {
            return MARKUP;
        }
        if (text.toUpperCase(Locale.ROOT).startsWith("-----BEGIN ")) {
            return PEM;
        }
        int equals = text.indexOf('=');
        if (equals > 0 && equals <= LONGEST_NAME && equals < text.length() - 2 && isName(text.substring(0, equals))) {
            return FORM;
        }
        return BASE64_ALPHABET.matchesAllOf(text) ? BASE64 : TEXT;
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(Character::isLetterOrDigit);
    }
}
