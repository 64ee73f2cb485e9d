/** What accounts used, in tables. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.usage;

import org.jspecify.annotations.NullMarked;
