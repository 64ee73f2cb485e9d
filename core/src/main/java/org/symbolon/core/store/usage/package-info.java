/**
 * SPI: what accounts used on each day, in numbers that bills are written from, and the port that stores them. Embedders
 * use these types too.
 */
@NullMarked
package org.symbolon.core.store.usage;

import org.jspecify.annotations.NullMarked;
