package org.symbolon.store.jdbc.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;

/** The connections to a database, and the balances in it. Queries and changes use different connections. */
public interface OpenDatabase extends AutoCloseable {
    /** What changes are called beside the purposes of queries, where they are measured. */
    String WRITE = "write";

    /**
     * Runs a query on a connection that only reads. It sees what has been committed; a transaction sees one state of
     * the database from beginning to end. A query that takes too long is stopped.
     *
     * @param purpose what for: queries of one purpose cannot take all connections from the others
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer in time, or a statement
     *     failed
     */
    <T> T read(Purpose purpose, Work<T> query);

    /** What a query is for. */
    enum Purpose {
        /** To learn which accounts and credentials have changed, once a second. */
        REFRESH,
        /** To issue a token: one key, or one balance. */
        TOKENS,
        /** The key storage. */
        KEYS,
        /** Records of tokens. */
        RECORDS,
        /** Administrators, and the audit log. */
        ADMINISTRATION
    }

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

    /** What runs in the same transaction as the next change of a thread. */
    Companion.OfThread companions();

    /** The token balances in this database. */
    TokenBalance balance();

    /** The sum of the column {@code tokens} of all accounts: what is left of balances and not leased. */
    default OptionalDouble sumOfBalances() {
        return OptionalDouble.of(read(
                Purpose.REFRESH,
                handle -> handle.createQuery(
                                // As a number with a point, because the sum may not fit into a long.
                                "SELECT COALESCE(SUM(tokens * 1.0), 0.0) FROM account")
                        .mapTo(Double.class)
                        .one()));
    }

    /** What a monitor can know of this database. */
    StoreMeasures measures();

    /** What is wrong with the database for good, such as a file that has vanished; empty if nothing is. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Waits for the changes that have begun, and closes the connections. */
    @Override
    void close();

    /** Statements that run on one connection. A change may run more than once, if other transactions are in its way. */
    @FunctionalInterface
    interface Work<T> {
        T run(Handle handle) throws SQLException;
    }
}
