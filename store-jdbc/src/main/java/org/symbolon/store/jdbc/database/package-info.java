/**
 * What SQLite and PostgreSQL have in common: the two interfaces that each of them implements, the schema with its
 * migrations, and the inspection of a store. All SQL outside the packages {@code sqlite} and {@code postgres} runs on
 * both. Internal to this module.
 */
@NullMarked
package org.symbolon.store.jdbc.database;

import org.jspecify.annotations.NullMarked;
