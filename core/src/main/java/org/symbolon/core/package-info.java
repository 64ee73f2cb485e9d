/**
 * API: the facade. {@link org.symbolon.core.Symbolon} is what embedders and adapters call, {@link
 * org.symbolon.core.SymbolonBuilder} wires one together, and {@link org.symbolon.core.SymbolonLoader} finds stores and
 * plug-ins as the settings say.
 *
 * <p>Every package of this module is one of three kinds, and its first word says which. <em>API</em> is for embedders
 * and adapters. <em>SPI</em> is for authors of plug-ins and stores. <em>Internal</em> is for this module alone.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        redactedMask = "***",
        // Without Immutables' own annotations, which users of the jar do not have: their javac would warn of them.
        allowedClasspathAnnotations = Generated.class)
package org.symbolon.core;

import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
