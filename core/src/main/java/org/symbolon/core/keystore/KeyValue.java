package org.symbolon.core.keystore;

import java.util.Optional;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.WrappedKey;

/**
 * A key as a caller may see it, without the texts that belong to it.
 *
 * @param ek the wrapped key
 * @param k the key, not wrapped; present if the caller sent the KEK under which it is wrapped
 */
public record KeyValue(WrappedKey ek, Optional<ContentKey> k) {}
