package org.symbolon.core.store.key;

import java.util.Optional;
import org.symbolon.core.value.KeyId;

/**
 * A part of all keys, in the order of their ids.
 *
 * @param after the id after which it begins; empty for the beginning
 * @param size how many keys it has at most; 1 or more
 */
public record KeyPage(Optional<KeyId> after, int size) {

    public KeyPage {
        if (size < 1) {
            throw new IllegalArgumentException("a page has room for 1 key or more, not " + size);
        }
    }
}
