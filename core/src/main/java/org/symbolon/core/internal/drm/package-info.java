/** Internal: the working DRMs, and the calls into their plug-ins. Issuing, redemption and the facade use it. */
@NullMarked
package org.symbolon.core.internal.drm;

import org.jspecify.annotations.NullMarked;
