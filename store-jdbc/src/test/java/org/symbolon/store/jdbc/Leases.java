package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.account.AccountId;

/** What nodes have of balances, for people to look at. */
final class Leases {
    private final Readers readers;

    /**
     * Tokens that a node has taken out of a balance.
     *
     * @param node names a process; every start makes a new one
     * @param granted how many it was granted, ever
     * @param used how many of these it had issued when it last reported that
     */
    record Entry(String node, AccountId account, long granted, long used, Instant reported) {}

    Leases(Readers readers) {
        this.readers = readers;
    }

    ImmutableList<Entry> list() {
        return readers.read(handle -> handle.createQuery(
                        "SELECT node, account, granted, used, reported FROM token_lease ORDER BY node, account")
                .map((row, context) -> new Entry(
                        row.getString(1),
                        new AccountId(row.getLong(2)),
                        row.getLong(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5))))
                .collect(ImmutableList.toImmutableList()));
    }
}
