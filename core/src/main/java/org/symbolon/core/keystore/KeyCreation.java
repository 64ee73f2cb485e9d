package org.symbolon.core.keystore;

/**
 * The result of creating a key.
 *
 * @param key the key that has the id now
 * @param created whether it is new; if not, the key existed before and is unchanged
 */
public record KeyCreation(KeyObject key, boolean created) {}
