package org.symbolon.core.store.account;

import org.symbolon.core.value.AccountId;

/**
 * What became of the tokens that a node had taken out of a balance in advance, after the node is gone.
 *
 * @param returned how many are back in the balance
 * @param writtenOff how many nobody will issue any more, because nobody knows whether the node has
 */
public record EndedLease(AccountId account, long returned, long writtenOff) {}
