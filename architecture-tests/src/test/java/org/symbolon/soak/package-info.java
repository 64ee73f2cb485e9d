/** The packaged service under load for minutes, with faults thrown at it; run by the profile soak alone. */
@NullMarked
package org.symbolon.soak;

import org.jspecify.annotations.NullMarked;
