/**
 * The FairPlay plug-in: the parameters, rules and error codes of FairPlay tokens (FairPlay tables 3 to 8), and the key security module that answers an
 * SPC with a CKC. Apple's part of it comes as a {@link org.symbolon.drm.fairplay.DFunction}. Loaded by
 * {@link java.util.ServiceLoader}; embedders use {@link org.symbolon.drm.fairplay.FairPlayTokenRequest}.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.drm.fairplay;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
