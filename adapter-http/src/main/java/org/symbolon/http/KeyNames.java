package org.symbolon.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;

/**
 * The names of keys in a path. A name may hold whatever is printable, and clients send it encoded, half encoded, or as it is; so nothing is
 * guessed about it: a percent sign without two hexadecimal digits is a percent sign, a plus is a plus, a slash is a slash.
 */
final class KeyNames {
    private static final Splitter COMMAS = Splitter.on(',');

    private KeyNames() {}

    /** The decoded names. A comma ends a name, unless it is encoded within a {@code ^name}; hexadecimal has no comma of its own, encoded or not. */
    static ImmutableList<String> split(String path) {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (String piece : COMMAS.split(path)) {
            String decoded = decode(piece);
            if (decoded.startsWith("^")) {
                names.add(decoded);
            } else {
                names.addAll(COMMAS.split(decoded));
            }
        }
        return names.build();
    }

    /** One character for each byte; whoever reads the name refuses those that are no ASCII. */
    private static String decode(String text) {
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

    private static int escaped(String text, int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
