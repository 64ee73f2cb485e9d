package org.symbolon.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A store that is a copy of another one. Its balances are those of the time when it was made: tokens that the other
 * store issued after that are not counted in it.
 *
 * @param restored when it took the place of a store; empty if it did not
 */
public record StoreCopy(Instant made, Optional<Instant> restored) {}
