/**
 * The error-code catalogue and the one way in which a request is refused. Codes are the public numbers of the licence-token interface;
 * this package holds those that every DRM shares, plug-ins add their own as further {@link org.symbolon.core.error.ErrorCode}s.
 */
@NullMarked
package org.symbolon.core.error;

import org.jspecify.annotations.NullMarked;
