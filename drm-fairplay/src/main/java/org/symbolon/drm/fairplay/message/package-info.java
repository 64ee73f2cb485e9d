/**
 * The messages of FairPlay as bytes: the server playback context (SPC), the fields (TLLV) in it, and the forms in which
 * it is posted.
 */
@NullMarked
package org.symbolon.drm.fairplay.message;

import org.jspecify.annotations.NullMarked;
