package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableList;

/**
 * What changed in a store.
 *
 * @param revision the revision of the store now. It grows with every change of an account, but not with a change of a
 * balance
 * @param accounts the accounts changed since, as they are now
 */
public record AccountChanges(long revision, ImmutableList<Account> accounts) {}
