/**
 * What became of tokens: a record of each that was issued and of each attempt to redeem one. Written behind, so that no request waits for it, and bounded, so
 * that a store which does not answer costs records and nothing else.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.core.record;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
