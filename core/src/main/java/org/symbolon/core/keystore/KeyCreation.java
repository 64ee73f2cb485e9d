package org.symbolon.core.keystore;

/**
 * What became of the wish to create a key.
 *
 * @param key the key that has the id now
 * @param created whether it is new; otherwise it was there already, and is unchanged
 */
public record KeyCreation(KeyObject key, boolean created) {}
