/**
 * The FairPlay plug-in: the parameters, rules and error codes of FairPlay tokens (FairPlay tables 3 to 8). Loaded by
 * {@link java.util.ServiceLoader}; embedders use {@link org.symbolon.drm.fairplay.FairPlayTokenRequest}.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.drm.fairplay;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
