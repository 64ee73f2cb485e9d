package org.symbolon.core.value;

import com.google.common.collect.ImmutableListMultimap;
import java.util.Optional;

/** What a player sent to get a licence: the body of a POST, or the query of a GET. */
public final class Challenge {
    private final byte[] bytes;
    private final Optional<String> mediaType;
    private final Optional<ImmutableListMultimap<String, String>> query;

    private Challenge(byte[] bytes, Optional<String> mediaType, Optional<ImmutableListMultimap<String, String>> query) {
        this.bytes = bytes;
        this.mediaType = mediaType;
        this.query = query;
    }

    /** A challenge whose media type is not known. */
    public static Challenge of(byte[] bytes) {
        return new Challenge(bytes.clone(), Optional.empty(), Optional.empty());
    }

    /**
     * A challenge without a body, from a GET. Only DRMs whose {@link org.symbolon.core.drm.DrmRules#licenseByGet} says
     * so are given one.
     *
     * @param parameters the decoded parameters of the licence URL, without the token; a name without a value has an
     * empty one
     */
    public static Challenge ofQuery(ImmutableListMultimap<String, String> parameters) {
        return new Challenge(new byte[0], Optional.empty(), Optional.of(parameters));
    }

    /**
     * The same challenge with its media type.
     *
     * @param type the Content-Type that the player sent; it may be wrong, since players send any
     */
    public Challenge withMediaType(String type) {
        return new Challenge(bytes, Optional.of(type), query);
    }

    /** A copy of the body, with nothing decoded. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The Content-Type that the player sent. */
    public Optional<String> mediaType() {
        return mediaType;
    }

    /** The parameters of the licence URL if the licence is asked for by GET; empty for a POST. */
    public Optional<ImmutableListMultimap<String, String>> query() {
        return query;
    }
}
