package org.symbolon.core.administration;

/**
 * What was sealed anew before a key was taken out of the ring.
 *
 * @param keks how many KEKs of accounts
 * @param credentials how many credentials
 */
public record RingRetirement(int keks, int credentials) {}
