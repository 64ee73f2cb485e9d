package org.symbolon.testing;

import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.symbolon.core.value.Hex;

/** Looks for secrets in texts: as hexadecimal, as Base64, as a list of numbers, and as the text itself. */
final class SecretSearch {
    /** So many bytes in a row are found; fewer could be chance. */
    private static final int WINDOW = 8;

    private final List<String> traces = new ArrayList<>();

    /** Adds a secret. */
    SecretSearch add(byte[] secret) {
        for (int from = 0; from + WINDOW <= secret.length; from++) {
            byte[] part = Arrays.copyOfRange(secret, from, from + WINDOW);
            String numbers = Arrays.toString(part);
            traces.add(Hex.encode(part).toLowerCase(Locale.ROOT));
            traces.add(numbers.substring(1, numbers.length() - 1));
        }
        if (secret.length >= WINDOW) {
            String base64 = BaseEncoding.base64().omitPadding().encode(secret);
            traces.add(base64.substring(0, base64.length() - 1).toLowerCase(Locale.ROOT));
        }
        String text = new String(secret, StandardCharsets.UTF_8);
        if (secret.length >= WINDOW && CharMatcher.inRange(' ', '~').matchesAllOf(text)) {
            traces.add(text.toLowerCase(Locale.ROOT));
        }
        return this;
    }

    /** Fails if a text shows a secret; the message shows the text. */
    void assertNotIn(Object shown) {
        String text = String.valueOf(shown);
        String lower = text.toLowerCase(Locale.ROOT);
        for (String trace : traces) {
            if (lower.contains(trace)) {
                throw new AssertionError("a secret is shown by: " + text);
            }
        }
    }
}
