/**
 * The Widevine plug-in: the parameters, rules and error codes of Widevine tokens (Widevine tables 13 to 18). It is
 * found by {@link java.util.ServiceLoader}. Embedders use {@link org.symbolon.drm.widevine.WidevineTokenRequest}.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        redactedMask = "***",
        // Without Immutables' own annotations, which users of the jar do not have: their javac would warn of them.
        allowedClasspathAnnotations = Generated.class)
package org.symbolon.drm.widevine;

import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
