package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.value.AccountId;

/**
 * The state of a store, for its operator.
 *
 * @param place where the store is, without user and password
 * @param schema the version of its schema; 0 where there is none yet
 * @param knownSchema the version that this release makes and needs
 * @param counts how many accounts, keys and credentials there are, by name; empty before there is a schema
 * @param leases the tokens that nodes have taken out of balances before they issue them
 * @param writtenOff how many tokens of an account were leased by nodes that are gone and cannot be issued any more, the
 *     accounts with most of them first; a thousand accounts at most
 * @param copy where the store comes from, if it is a copy of another one
 */
public record StoreStatus(
        String place,
        int schema,
        int knownSchema,
        ImmutableMap<String, Long> counts,
        ImmutableList<Lease> leases,
        ImmutableMap<AccountId, Long> writtenOff,
        Optional<StoreCopy> copy) {

    /** The state of a store that is no copy, and of which nothing was written off. */
    public StoreStatus(
            String place, int schema, int knownSchema, ImmutableMap<String, Long> counts, ImmutableList<Lease> leases) {
        this(place, schema, knownSchema, counts, leases, ImmutableMap.of(), Optional.empty());
    }

    /** What is said of a store that nobody can ask, such as one in memory. */
    public static StoreStatus unknown() {
        return new StoreStatus("memory", 0, 0, ImmutableMap.of(), ImmutableList.of());
    }

    /**
     * The tokens that one node has taken out of one balance.
     *
     * @param node the process
     * @param tokens how many of these tokens the node had not issued when it last reported
     */
    public record Lease(String node, AccountId account, long tokens, Instant reported) {}
}
