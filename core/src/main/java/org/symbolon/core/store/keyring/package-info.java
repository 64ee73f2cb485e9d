/**
 * SPI: the ring of keys that tokens and stored secrets are sealed under, and the port that stores it. Embedders use
 * these types too.
 */
@NullMarked
package org.symbolon.core.store.keyring;

import org.jspecify.annotations.NullMarked;
