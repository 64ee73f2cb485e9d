package org.symbolon.store.jdbc.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;

/** The connections to a database, and the balances in it. Queries and changes use different connections. */
public interface OpenDatabase extends AutoCloseable {

    /**
     * Runs a query on a connection that only reads. It sees what has been committed; a transaction sees one state of
     * the database from beginning to end.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer in time, or a statement
     *     failed
     */
    <T> T read(Work<T> query);

    /**
     * Runs a change in a transaction, and returns after the commit. An exception from the change rolls the transaction
     * back and is thrown here.
     *
     * <p>If the store becomes unavailable during the commit, this throws although the change may have been made. For a
     * token that means: it is taken from the balance and nobody has it. The opposite, a token that two callers have,
     * must not happen.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer in time, or a statement
     *     failed
     * @throws IllegalStateException inside another change, which would wait for itself
     */
    <T> T write(Work<T> change);

    /**
     * Runs a change like {@link #write} and replaces the balance of an account in the same transaction.
     *
     * @param tokens the new balance; ignored if the account is not metered after the change
     */
    <T> T writeAndSetBalance(AccountId account, long tokens, Work<T> change);

    /** The token balances in this database. */
    TokenBalance balance();

    /** Waits for the changes that have begun, and closes the connections. */
    @Override
    void close();

    /** Statements that run on one connection. A change may run more than once, if other transactions are in its way. */
    @FunctionalInterface
    interface Work<T> {
        T run(Handle handle) throws SQLException;
    }
}
