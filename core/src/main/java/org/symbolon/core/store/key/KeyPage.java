package org.symbolon.core.store.key;

import java.util.Optional;
import org.symbolon.core.value.KeyId;

/**
 * A part of all keys, in the order of their ids.
 *
 * @param after the id after which it begins; empty for the beginning
 * @param size how many keys it has at most; 1 or more
 * @param bytes how large it may grow: it ends with the key at which its keys have so many
 * {@link StoredKey#approximateBytes} together
 */
public record KeyPage(Optional<KeyId> after, int size, long bytes) {

    public KeyPage {
        if (size < 1) {
            throw new IllegalArgumentException("a page has room for 1 key or more, not " + size);
        }
    }

    /** A page that only the number of its keys limits. */
    public KeyPage(Optional<KeyId> after, int size) {
        this(after, size, Long.MAX_VALUE);
    }

    /**
     * Whether the page ends here. A store asks while it fills the page; for its caller, further keys may follow a page
     * that is full, and none follow one that is not.
     *
     * @param keys how many keys it has so far
     * @param bytes how many bytes they have
     */
    public boolean isFull(int keys, long bytes) {
        return keys >= size || bytes >= this.bytes;
    }
}
