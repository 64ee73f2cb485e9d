package org.symbolon.core.store.account;

import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.value.AccountId;

/**
 * Port: where accounts are kept. Implementations are safe for use by many threads and processes, and throw {@link
 * org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 */
public interface AccountStore {

    /**
     * The accounts changed after a revision; after revision 0, all of them. Every node calls this every second, so it
     * must be cheap if nothing has changed.
     */
    AccountChanges changesAfter(long revision);

    /**
     * Creates or changes an account in one transaction, durably before it returns. An account that becomes metered
     * begins with a balance of 0; one that stays metered keeps its balance.
     *
     * @param change takes the stored account, empty if there is none, and returns the account to store, with the same
     * id. It must be quick, because other changes wait for it, and must not use a store. It may be called again if
     * another change came first. If it throws, nothing is changed
     */
    Account change(AccountId id, Function<Optional<Account>, Account> change);

    /**
     * Creates or changes an account like {@link #change(AccountId, Function)} and, in the same transaction, replaces
     * its balance. Nobody sees the new account with the old balance, and a failure changes neither.
     *
     * @param tokens the new balance; ignored if the account is not metered after the change
     */
    default Account change(AccountId id, Function<Optional<Account>, Account> change, long tokens) {
        throw new UnsupportedOperationException("this store cannot change an account and its balance together");
    }

    /**
     * Deletes an account with its authenticators, its balance, what nodes have leased of that, its stored keys, its
     * kept KEK and its credentials. Records stay. An account with many keys is not deleted in one transaction: it is
     * made inactive first, and if the deletion is interrupted, it stays so and can be deleted again.
     *
     * @return false if there is no such account
     */
    default boolean delete(AccountId id) {
        throw new UnsupportedOperationException("this store cannot delete accounts");
    }
}
