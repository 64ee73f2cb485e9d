/**
 * The stores on a JDBC database, SQLite so far, and the key ring in a file beside it. Core finds {@link
 * org.symbolon.store.jdbc.JdbcStoreProvider}; nobody else needs to know anything here. All SQL is portable; what is SQLite's own is in
 * {@code SqliteDatabase}.
 */
@NullMarked
package org.symbolon.store.jdbc;

import org.jspecify.annotations.NullMarked;
