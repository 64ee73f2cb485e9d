/**
 * SPI: stored content keys, always wrapped, and the port that stores them. Embedders that keep keys elsewhere implement
 * {@link org.symbolon.core.store.key.KeyLookup} alone.
 */
@NullMarked
package org.symbolon.core.store.key;

import org.jspecify.annotations.NullMarked;
