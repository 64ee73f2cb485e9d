/** The endpoint at which an account reads what it used, {@code /cmiapi/usage}. Internal to the HTTP service. */
@NullMarked
package org.symbolon.http.usage;

import org.jspecify.annotations.NullMarked;
