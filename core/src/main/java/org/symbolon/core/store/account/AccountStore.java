package org.symbolon.core.store.account;

import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.value.AccountId;

/**
 * Port: where accounts are kept. Accounts are disabled, never removed, so that the records of their tokens keep a name.
 * Implementations are safe for use by many threads and processes, and throw {@link
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
}
