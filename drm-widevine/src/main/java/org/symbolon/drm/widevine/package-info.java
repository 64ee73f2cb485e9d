/**
 * The Widevine plug-in: the parameters, rules and error codes of Widevine tokens (Widevine tables 13 to 18). It is
 * found by {@link java.util.ServiceLoader}. Embedders use {@link org.symbolon.drm.widevine.WidevineTokenRequest}.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.drm.widevine;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
