package org.symbolon.core.store.usage;

/**
 * Port: counts what accounts use, by day. Counters only grow, and outlive records and accounts. Each token that
 * {@link org.symbolon.core.store.account.TokenBalance#take} takes is counted by the store itself, in the transaction
 * that makes the balance smaller; everything else arrives in batches. Implementations are safe for use by many
 * threads and processes, and throw {@link org.symbolon.core.error.StoreUnavailableException} if the store does not
 * answer.
 */
public interface UsageStore {

    /**
     * A set of cookies that takes a bounded amount of memory, whatever is added to it, and so may know only roughly how
     * many they are. One thread at a time uses it.
     */
    interface CookieSet {
        void add(String cookie);
    }

    /** An empty set of the kind that this store keeps. */
    CookieSet newCookieSet();

    /**
     * Adds a batch durably, completely or not at all. Does nothing if the batch with this number of this writer was
     * added before, so after a failure the caller sends the same batch again.
     */
    void add(UsageBatch batch);

    /** Adds up what was counted. */
    Usage find(UsageQuery query);
}
