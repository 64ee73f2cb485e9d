package org.symbolon.core.value;

import java.util.Optional;

/** What a player posted to get a licence. */
public final class Challenge {
    private final byte[] bytes;
    private final Optional<String> mediaType;

    private Challenge(byte[] bytes, Optional<String> mediaType) {
        this.bytes = bytes;
        this.mediaType = mediaType;
    }

    /** A challenge whose media type is not known. */
    public static Challenge of(byte[] bytes) {
        return new Challenge(bytes.clone(), Optional.empty());
    }

    /**
     * The same challenge with its media type.
     *
     * @param type the Content-Type that the player sent; it may be wrong, since players send any
     */
    public Challenge withMediaType(String type) {
        return new Challenge(bytes, Optional.of(type));
    }

    /** A copy of the body, with nothing decoded. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The Content-Type that the player sent. */
    public Optional<String> mediaType() {
        return mediaType;
    }
}
