package org.symbolon.core.keystore;

import java.util.Optional;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.ContentKey;

/**
 * A key as its caller may see it.
 *
 * @param stored what is stored
 * @param k the key in the clear; present where the caller brought the KEK that it is wrapped under
 */
public record KeyObject(StoredKey stored, Optional<ContentKey> k) {}
