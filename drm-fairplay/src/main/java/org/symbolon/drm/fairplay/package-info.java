/**
 * The FairPlay plug-in: the parameters, rules and error codes of FairPlay tokens (FairPlay tables 3 to 8), and the key
 * security module, which answers an SPC with a CKC. Apple's D function is added as a {@link
 * org.symbolon.drm.fairplay.DFunction}. The plug-in is found by {@link java.util.ServiceLoader}. Embedders use {@link
 * org.symbolon.drm.fairplay.FairPlayTokenRequest}.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        redactedMask = "***",
        // Without Immutables' own annotations, which users of the jar do not have: their javac would warn of them.
        allowedClasspathAnnotations = Generated.class)
package org.symbolon.drm.fairplay;

import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
