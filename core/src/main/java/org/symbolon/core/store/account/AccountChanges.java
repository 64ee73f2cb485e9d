package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableList;

/**
 * What changed in a store.
 *
 * @param revision the store's revision now; grows with every change of an account, though not of a balance
 * @param accounts the accounts changed since, as they are now
 */
public record AccountChanges(long revision, ImmutableList<Account> accounts) {}
