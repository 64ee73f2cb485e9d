package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import org.symbolon.core.value.AccountId;

/**
 * The state of a store, for its operator.
 *
 * @param place where the store is, without user and password
 * @param schema the version of its schema; 0 where there is none yet
 * @param knownSchema the version that this release makes and needs
 * @param counts how many accounts, keys and credentials there are, by name; empty before there is a schema
 * @param leases the tokens that nodes have taken out of balances before they issue them
 */
public record StoreStatus(
        String place, int schema, int knownSchema, ImmutableMap<String, Long> counts, ImmutableList<Lease> leases) {

    /**
     * The tokens that one node has taken out of one balance.
     *
     * @param node the process
     * @param tokens how many of these tokens the node had not issued when it last reported
     */
    public record Lease(String node, AccountId account, long tokens, Instant reported) {}
}
