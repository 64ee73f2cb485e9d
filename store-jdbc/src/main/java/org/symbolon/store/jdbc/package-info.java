/**
 * The stores on SQLite or PostgreSQL, and the key ring in a file beside them. Core finds {@link
 * org.symbolon.store.jdbc.JdbcStoreProvider}; nobody else needs to know anything here. All SQL and all scripts are portable; what the two
 * differ in is behind {@code Database}.
 */
@NullMarked
package org.symbolon.store.jdbc;

import org.jspecify.annotations.NullMarked;
