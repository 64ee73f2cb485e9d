package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.symbolon.core.drm.License;

/** How a CKC goes back: in the manner in which its SPC came. */
enum CkcForm {
    RAW("application/octet-stream", "", ""),
    /** Players look for the element in a text; none reads it as XML. */
    FORM("text/plain", "<ckc>", "</ckc>"),
    JSON("application/json", "{\"ckc\":\"", "\"}");

    private final String mediaType;
    private final String before;
    private final String after;

    CkcForm(String mediaType, String before, String after) {
        this.mediaType = mediaType;
        this.before = before;
        this.after = after;
    }

    License license(byte[] ckc, ImmutableMap<String, String> device) {
        return new License(ByteSource.wrap(this == RAW ? ckc : text(ckc)), mediaType, device);
    }

    private byte[] text(byte[] ckc) {
        return (before + Base64.getEncoder().encodeToString(ckc) + after).getBytes(StandardCharsets.US_ASCII);
    }
}
