package org.symbolon.drm.fairplay.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.symbolon.core.drm.License;

/** The form of the answer with a CKC. It follows from the form in which the SPC was posted. */
public enum CkcForm {
    /** The bytes, also for an SPC in Base64 alone, because the client that is known to send it expects bytes. */
    RAW("application/octet-stream", "", ""),
    /** Plain text, because players only search it for the element. */
    FORM("text/plain", "<ckc>", "</ckc>"),
    JSON("application/json", "{\"ckc\":\"", "\"}"),
    /** Several CKCs in one answer, which {@link StreamingAnswer} writes. */
    STREAMING(StreamingAnswer.MEDIA_TYPE, "", "");

    private final String mediaType;
    private final String before;
    private final String after;

    CkcForm(String mediaType, String before, String after) {
        this.mediaType = mediaType;
        this.before = before;
        this.after = after;
    }

    /** The licence with one CKC, in any form but {@link #STREAMING}. */
    public License license(byte[] ckc) {
        return License.of(mediaType, this == RAW ? ckc : text(ckc));
    }

    private byte[] text(byte[] ckc) {
        return (before + Base64.getEncoder().encodeToString(ckc) + after).getBytes(StandardCharsets.US_ASCII);
    }
}
