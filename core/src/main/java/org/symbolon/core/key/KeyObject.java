package org.symbolon.core.key;

import java.util.Optional;

/**
 * A key as its caller may see it.
 *
 * @param stored what is stored
 * @param k the key in the clear; present where the caller brought the KEK that it is wrapped under
 */
public record KeyObject(StoredKey stored, Optional<ContentKey> k) {}
