/**
 * The plug-in for W3C Clear Key (Encrypted Media Extensions, section 9.1), and the example for authors of plug-ins: it
 * uses the SPI alone. Clear Key gives the content key to the page in the clear, so it protects nothing from the viewer.
 * Embedders use {@link org.symbolon.drm.clearkey.ClearKeyTokenRequest}.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE)
package org.symbolon.drm.clearkey;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
