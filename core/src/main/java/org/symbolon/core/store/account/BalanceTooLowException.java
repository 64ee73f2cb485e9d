package org.symbolon.core.store.account;

import org.symbolon.core.value.AccountId;

/** More tokens were to be taken away from a balance than it has. Nothing was changed. */
public final class BalanceTooLowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long left;

    /**
     * The exception.
     *
     * @param left how many tokens the account has
     */
    public BalanceTooLowException(AccountId account, long left) {
        super("account " + account + " has only " + left + " tokens", null, false, false);
        this.left = left;
    }

    /** How many tokens the account has. */
    public long left() {
        return left;
    }
}
