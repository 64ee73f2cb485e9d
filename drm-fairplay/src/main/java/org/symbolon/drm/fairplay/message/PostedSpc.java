package org.symbolon.drm.fairplay.message;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** One SPC of a body, with what the answer must say of it again. */
public final class PostedSpc {
    private static final CharMatcher LINE_ENDS_AND_BLANKS = CharMatcher.anyOf(" \t\r\n");

    private final byte[] bytes;
    private final boolean isBase64;
    private final ImmutableMap<String, Object> echoed;

    private PostedSpc(byte[] bytes, boolean isBase64, ImmutableMap<String, Object> echoed) {
        this.bytes = bytes;
        this.isBase64 = isBase64;
        this.echoed = echoed;
    }

    static PostedSpc raw(byte[] spc) {
        return new PostedSpc(spc, false, ImmutableMap.of());
    }

    /** An SPC in Base64 of either alphabet, with or without padding and line ends. */
    static PostedSpc base64(String text) {
        return base64(text, ImmutableMap.of());
    }

    /**
     * An SPC in Base64.
     *
     * @param echoed the names and values of JSON members that the answer has too; a value is text or a whole number
     */
    static PostedSpc base64(String text, ImmutableMap<String, Object> echoed) {
        return new PostedSpc(text.getBytes(StandardCharsets.UTF_8), true, echoed);
    }

    /**
     * The bytes of the SPC.
     *
     * @throws MalformedException if the text is not Base64
     */
    public byte[] spc() {
        return isBase64 ? decoded() : bytes.clone();
    }

    private byte[] decoded() {
        String text = LINE_ENDS_AND_BLANKS.removeFrom(new String(bytes, StandardCharsets.UTF_8));
        String unpadded = CharMatcher.is('=').trimTrailingFrom(text);
        try {
            return Base64.getDecoder().decode(unpadded.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw SpcBody.malformed(
                    "an SPC in Base64", String.format(Locale.ROOT, "%d characters that are not Base64", text.length()));
        }
    }

    ImmutableMap<String, Object> echoed() {
        return echoed;
    }
}
