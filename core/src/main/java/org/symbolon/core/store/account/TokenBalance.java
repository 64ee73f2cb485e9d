package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/**
 * Port: the balances of metered accounts. However many threads and processes share the store, no more tokens are
 * taken than there were, and a crash never gives back a token that was taken. Each token that leaves a balance is
 * counted in the {@link org.symbolon.core.store.usage.UsageStore} of the same store, in the transaction in which it
 * leaves. Throws {@link org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 */
public interface TokenBalance {

    /**
     * Takes one token and returns when that is durable; false if the account is metered and no token is left.
     *
     * @param scope whose token it is, and under what it is counted as issued
     */
    boolean take(UsageScope scope);

    /**
     * Takes one token, just as durably, if that is possible without waiting. If this returns false, tokens may still be
     * left: a caller that must not wait then has {@link #take} called by a thread that may wait.
     */
    default boolean takeAtHand(UsageScope scope) {
        return false;
    }

    /** Whether {@link #takeLater} may be called: whether the store can be waited for without a thread that waits. */
    default boolean takesLater() {
        return false;
    }

    /**
     * Takes one token, just as durably, without holding the caller's thread.
     *
     * @return completes with what {@link #take} returns or throws, on a thread of the store that must not be held up
     */
    default CompletableFuture<Boolean> takeLater(UsageScope scope) {
        throw new UnsupportedOperationException("this store has to be waited for");
    }

    /**
     * How many tokens of the account other nodes had taken in advance and not issued, when {@link #take} last found few
     * or none; 0 if nodes take none in advance. They come back when those nodes do not need them. Does not wait.
     */
    default long heldByOthers(AccountId account) {
        return 0;
    }

    /**
     * Ends the leases of a node that is gone: its tokens go back into the balances, or are written off.
     *
     * @param node the node as {@link org.symbolon.core.store.StoreStatus.Lease} names it
     * @param giveBack whether to return what the node had not issued when it last reported. What it issued after that
     *     is then issued again; otherwise all of it is written off, which never issues a token twice
     * @return a lease for each account, none if the node has none; empty if the node lives, and nothing was changed
     */
    default Optional<ImmutableList<EndedLease>> endLeases(String node, boolean giveBack) {
        return Optional.of(ImmutableList.of());
    }

    /**
     * Adds tokens to a metered account and returns its new balance; empty if the account is unlimited or does not
     * exist.
     *
     * @param tokens 0 or more
     * @throws ArithmeticException if the balance would not fit into a long
     */
    OptionalLong credit(AccountId account, long tokens);

    /**
     * Takes tokens away from a metered account and returns its new balance; empty if the account is unlimited or does
     * not exist.
     *
     * @param tokens 0 or more
     * @throws BalanceTooLowException if fewer tokens are left; then none is taken
     */
    default OptionalLong debit(AccountId account, long tokens) {
        throw new UnsupportedOperationException("this store cannot take tokens away from a balance");
    }

    /** Replaces the balance of a metered account; does nothing if the account is unlimited or does not exist. */
    void set(AccountId account, long tokens);

    /**
     * The sum of all balances, without what nodes have taken in advance; empty if the store cannot say it. For a
     * monitor, so it need not be exact.
     */
    default OptionalDouble sum() {
        return OptionalDouble.empty();
    }

    /**
     * What is wrong with the tokens that this node has taken in advance, such as that no more can be had; empty if
     * nothing is. Answers from memory.
     */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** What is left; empty if the account is unlimited or does not exist. */
    OptionalLong remaining(AccountId account);
}
