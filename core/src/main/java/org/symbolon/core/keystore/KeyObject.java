package org.symbolon.core.keystore;

import java.util.Optional;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.ContentKey;

/**
 * A key as a caller may see it.
 *
 * @param stored what is stored
 * @param k the key, not wrapped; present if the caller sent the KEK under which it is wrapped
 */
public record KeyObject(StoredKey stored, Optional<ContentKey> k) {}
