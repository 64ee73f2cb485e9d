/**
 * The film of the demonstration: a small clip, packaged with keys that the caller gives, for players of DASH and HLS.
 * Used by {@code serve --demo} and by the tests with real players.
 */
@NullMarked
package org.symbolon.demo;

import org.jspecify.annotations.NullMarked;
