/**
 * The store in an SQLite file. One thread writes and commits the changes of many callers together, because SQLite
 * allows one writer at a time and each commit waits for the disk. Internal to this module; only {@code SqliteDatabase}
 * is used from outside this package.
 */
@NullMarked
package org.symbolon.store.jdbc.sqlite;

import org.jspecify.annotations.NullMarked;
