/**
 * The facade: {@link org.symbolon.core.Symbolon} wires accounts, keys, plug-ins and stores into one object, for services that embed the
 * modules and for the adapters alike. Everything else lives in the packages below, each of which names one topic of the field.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.core;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
