/**
 * The stores on SQLite or PostgreSQL, and the key ring in a file. Core finds
 * {@link org.symbolon.store.jdbc.JdbcStoreProvider} through the ServiceLoader. It is the only type that is registered;
 * everything in the packages below is internal to this module.
 */
@NullMarked
package org.symbolon.store.jdbc;

import org.jspecify.annotations.NullMarked;
