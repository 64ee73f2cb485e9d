package org.symbolon.core.drm;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a player posted.
 *
 * @param body the bytes as they came
 * @param mediaType the player's Content-Type, which says little: players send what they like
 */
public record Challenge(ByteSource body, Optional<String> mediaType) {

    /** Bytes of which nothing more is known. */
    public static Challenge of(byte[] body) {
        return new Challenge(ByteSource.wrap(body), Optional.empty());
    }

    /** The whole body. */
    public byte[] bytes() {
        try {
            return body.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the challenge cannot be read", e);
        }
    }
}
