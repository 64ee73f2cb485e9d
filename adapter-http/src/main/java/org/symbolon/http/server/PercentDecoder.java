package org.symbolon.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes percent-encoded text (RFC 3986 section 2.1). Text comes with one character for each byte, as it was sent (ISO
 * 8859-1).
 */
public final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * Decodes a name or a value of a form, in which a plus is a space. Strict where decoders commonly guess, since a
     * key or a rule that was guessed would be a wrong licence.
     *
     * @return the text; empty if a percent sign lacks its two hexadecimal digits, or the bytes are no UTF-8
     */
    public static Optional<String> form(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c > '~') {
                return formBytes(text);
            }
        }
        return Optional.of(text);
    }

    private static Optional<String> formBytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escaped = c == '%' ? escaped(text, i) : c == '+' ? ' ' : c;
            if (escaped < 0) {
                return Optional.empty();
            }
            bytes.put((byte) escaped);
            i += c == '%' ? 2 : 0;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Decodes a part of a path, in which a plus is a plus. A percent sign without two hexadecimal digits stays a
     * percent sign: clients send names encoded, half encoded, or as they are.
     *
     * @return one character for each byte
     */
    public static String path(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int escaped = text.charAt(i) == '%' ? escaped(text, i) : -1;
            decoded.append(escaped < 0 ? text.charAt(i) : (char) escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    /** The byte that the two digits after a percent sign stand for; -1 if there are no two digits. */
    private static int escaped(String text, int percent) {
        boolean complete = percent + 2 < text.length();
        int high = complete ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = complete ? Character.digit(text.charAt(percent + 2), 16) : -1;
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
