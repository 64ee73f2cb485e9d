package org.symbolon.core.drm;

import com.google.common.base.CharMatcher;
import com.google.common.net.MediaType;
import java.util.OptionalInt;

/**
 * An answer in a form that the plug-in chooses: a media type, bytes, and an HTTP status where the usual one does not
 * fit.
 */
public final class DrmAnswer {
    /** Guava allows line ends between parameters and control characters in quotes; HTTP does not. */
    private static final CharMatcher HEADER_VALUE = CharMatcher.inRange(' ', '~');

    private static final int MAX_MEDIA_TYPE_LENGTH = 255;

    private final String mediaType;
    private final byte[] body;
    private final OptionalInt status;

    private DrmAnswer(String mediaType, byte[] body, OptionalInt status) {
        this.mediaType = mediaType;
        this.body = body;
        this.status = status;
    }

    /**
     * An answer with the usual status: 200 for tokens and licences, the status of the error code for refusals.
     *
     * @param mediaType the Content-Type, such as {@code application/json}
     * @param body the bytes; a copy is kept
     * @throws IllegalArgumentException if the media type is not a valid one (RFC 9110 section 8.3.1), or has characters
     *     that a header cannot have
     */
    public static DrmAnswer of(String mediaType, byte[] body) {
        if (!HEADER_VALUE.matchesAllOf(mediaType) || mediaType.length() > MAX_MEDIA_TYPE_LENGTH) {
            throw new IllegalArgumentException(
                    "a media type has printable ASCII characters only, at most " + MAX_MEDIA_TYPE_LENGTH + " of them");
        }
        MediaType.parse(mediaType);
        return new DrmAnswer(mediaType, body.clone(), OptionalInt.empty());
    }

    /**
     * The same answer with a status of its own, such as 500 for a SOAP fault.
     *
     * @param code 200 to 599
     */
    public DrmAnswer withStatus(int code) {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("an HTTP status is 200 to 599, not " + code);
        }
        return new DrmAnswer(mediaType, body, OptionalInt.of(code));
    }

    /** The Content-Type. */
    public String mediaType() {
        return mediaType;
    }

    /** A copy of the bytes. */
    public byte[] body() {
        return body.clone();
    }

    /** The HTTP status; empty for the usual one. */
    public OptionalInt status() {
        return status;
    }

    /** The media type and the length; the bytes may hold a token or a licence. */
    @Override
    public String toString() {
        return "DrmAnswer[" + mediaType + ", " + body.length + " bytes]";
    }
}
