package org.symbolon.core.store.account;

import java.util.OptionalLong;
import org.symbolon.core.value.AccountId;

/**
 * Port: the balances of metered accounts. Never oversold, whatever threads and processes share the store, and a token
 * that was taken never comes back by a crash. Throws {@link org.symbolon.core.error.StoreUnavailableException} where
 * the store gives no answer.
 */
public interface TokenBalance {

    /** Takes one token, durably before it returns; false where the account is metered and none is left. */
    boolean take(AccountId account);

    /**
     * Takes one token if one is at hand without waiting for anything, just as durably; false says nothing about what is
     * left. For callers that must not wait, who then leave {@link #take} to somebody who may.
     */
    default boolean takeAtHand(AccountId account) {
        return false;
    }

    /**
     * Adds tokens to a metered account and returns its new balance; empty for an account that is unlimited or not
     * there.
     *
     * @param tokens 0 or more
     * @throws ArithmeticException if the balance would not fit into a long
     */
    OptionalLong credit(AccountId account, long tokens);

    /** Replaces the balance of a metered account; does nothing for one that is unlimited or not there. */
    void set(AccountId account, long tokens);

    /** What is left; empty for an account that is unlimited or not there. */
    OptionalLong remaining(AccountId account);
}
