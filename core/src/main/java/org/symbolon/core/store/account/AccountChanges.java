package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.value.AccountId;

/**
 * What changed in a store.
 *
 * @param revision the revision of the store now. It grows with every change of an account, but not with a change of a
 * balance
 * @param accounts the accounts changed since, as they are now
 * @param deleted the accounts deleted since
 */
public record AccountChanges(long revision, ImmutableList<Account> accounts, ImmutableSet<AccountId> deleted) {

    /** Changes without a deletion. */
    public AccountChanges(long revision, ImmutableList<Account> accounts) {
        this(revision, accounts, ImmutableSet.of());
    }
}
