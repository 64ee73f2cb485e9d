package org.symbolon.core.store.key;

import java.util.Optional;
import org.symbolon.core.value.KeyId;

/**
 * The expired keys among some that a store has looked at.
 *
 * @param number how many of them had expired
 * @param last the last key that was looked at, after which to go on; empty if no key follows
 */
public record ExpiredKeys(long number, Optional<KeyId> last) {}
