package org.symbolon.core.store.account;

import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.value.AccountId;

/**
 * Port: where accounts are kept. Accounts are disabled, never removed, so that the records of their tokens keep a name.
 * Implementations are safe for use by many threads and processes, and throw {@link
 * org.symbolon.core.error.StoreUnavailableException} where they get no answer.
 */
public interface AccountStore {

    /**
     * The accounts changed after a revision; after revision 0, all of them. Cheap where nothing changed: it is asked
     * every second.
     */
    AccountChanges changesAfter(long revision);

    /**
     * Creates or changes an account in one transaction, durably before it returns. An account that becomes metered
     * begins with a balance of 0; one that stays metered keeps its balance.
     *
     * @param change from the account as it is stored, if it is, to what is to be stored; must keep the id. Short, since
     * it holds up other changes; asks no store itself; may be called again where another change got in the way; what it
     * throws leaves the store as it was
     */
    Account change(AccountId id, Function<Optional<Account>, Account> change);
}
