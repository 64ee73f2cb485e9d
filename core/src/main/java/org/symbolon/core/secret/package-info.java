/** What every secret has in common: it can be compared, it cannot be printed. The secrets themselves live with their topics. */
@NullMarked
package org.symbolon.core.secret;

import org.jspecify.annotations.NullMarked;
