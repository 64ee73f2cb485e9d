package org.symbolon.drm.fairplay.credential;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.crypto.Sha1;

/**
 * Recognizes a certificate that a player gave to the device as text instead of DER. The SPC then has the SHA-1 of the
 * text, so the usual ways of writing that text are tried: lines of 64 or 76 characters or one line, with line ends of
 * either kind, with or without one at the end, with the titles of PEM or without.
 */
final class CertificateText {
    private static final ImmutableList<Integer> WIDTHS = ImmutableList.of(64, 76, Integer.MAX_VALUE);
    private static final ImmutableList<String> LINE_ENDS = ImmutableList.of("\n", "\r\n");
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private CertificateText() {}

    /** What the text with this hash is, in words; empty if it is no known way of writing the certificate. */
    static Optional<String> formOf(byte[] der, String hash) {
        String base64 = Base64.getEncoder().encodeToString(der);
        for (int width : WIDTHS) {
            ImmutableList<String> lines =
                    ImmutableList.copyOf(Splitter.fixedLength(width).split(base64));
            for (String lineEnd : LINE_ENDS) {
                String text = String.join(lineEnd, lines);
                if (has(text, lineEnd, hash)) {
                    return Optional.of("its Base64 text");
                }
                if (has(BEGIN + lineEnd + text + lineEnd + END, lineEnd, hash)) {
                    return Optional.of("its PEM text");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(String text, String lineEnd, String hash) {
        return ImmutableSet.of(text, text + lineEnd).stream()
                .map(form -> form.getBytes(StandardCharsets.US_ASCII))
                .anyMatch(form -> Hex.encode(Sha1.of(form)).equals(hash));
    }
}
