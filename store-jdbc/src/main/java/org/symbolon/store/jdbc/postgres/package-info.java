/**
 * The store on PostgreSQL. Each change is a transaction of its own on a pooled connection, a circuit breaker refuses
 * callers at once while the server is away, and token balances are leased. Internal to this module; only the settings'
 * types and {@code PostgresDatabase} are used from outside this package.
 */
@NullMarked
package org.symbolon.store.jdbc.postgres;

import org.jspecify.annotations.NullMarked;
