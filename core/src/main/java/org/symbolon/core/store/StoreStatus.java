package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import org.symbolon.core.value.AccountId;

/**
 * How a store is, for its operator.
 *
 * @param place which store it is, without credentials
 * @param schema the version of its schema; 0 where there is none yet
 * @param knownSchema the version that this release makes and needs
 * @param counts how much there is of what: accounts, keys, credentials; empty before there is a schema
 * @param leases the tokens that nodes have taken out of balances ahead of issuing them
 */
public record StoreStatus(
        String place, int schema, int knownSchema, ImmutableMap<String, Long> counts, ImmutableList<Lease> leases) {

    /**
     * What one node has taken out of one balance.
     *
     * @param node the process
     * @param tokens how many of them it had not issued when it last reported
     */
    public record Lease(String node, AccountId account, long tokens, Instant reported) {}
}
