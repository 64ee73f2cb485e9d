/**
 * Copies of an SQLite store and of its key ring in a folder, and how they take the place of a store again: see ADR 38.
 * Internal to this module; {@code SqliteBackup} and {@code SqliteRestore} are used from outside this package.
 */
@NullMarked
package org.symbolon.store.jdbc.backup;

import org.jspecify.annotations.NullMarked;
