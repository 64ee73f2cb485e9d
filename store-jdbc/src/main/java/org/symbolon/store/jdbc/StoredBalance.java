package org.symbolon.store.jdbc;

import org.symbolon.core.account.TokenBalance;

/** Balances on a store; closed before its readers and its writer are. */
interface StoredBalance extends TokenBalance, AutoCloseable {

    @Override
    default void close() {
        // What is in the store is all there is, for most.
    }
}
