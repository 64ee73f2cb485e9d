/**
 * The wrapped content keys in the table {@code content_key}. Uses JDBC directly instead of JDBI, because reading one
 * key takes microseconds. Internal to this module.
 */
@NullMarked
package org.symbolon.store.jdbc.key;

import org.jspecify.annotations.NullMarked;
