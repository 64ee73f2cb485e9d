/** Administrators and the audit log, in tables. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.administration;

import org.jspecify.annotations.NullMarked;
