/**
 * The endpoint at which storefronts ask for licence tokens, {@code /hms/<drm>/token}. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.token;

import org.jspecify.annotations.NullMarked;
