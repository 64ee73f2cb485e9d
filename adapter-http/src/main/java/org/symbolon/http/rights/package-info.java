/**
 * The endpoint at which players redeem tokens, {@code /hms/<drm>/rights/}, and the one at which they fetch what a DRM
 * needs before, such as a certificate; also from pages of other origins. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.rights;

import org.jspecify.annotations.NullMarked;
