/**
 * SPI: records of issued tokens, redemptions and refusals, queries for them, and the port that stores them. Embedders
 * use these types too.
 */
@NullMarked
package org.symbolon.core.store.record;

import org.jspecify.annotations.NullMarked;
