package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableSortedSet;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.symbolon.core.account.AccountId;

/**
 * The rows of one node in {@code token_lease}. Each change first locks the account, which puts all changes of its leases in a row; changes of
 * several accounts are made in the order of their numbers, so that two of them never wait for each other.
 */
final class LeaseTable {
    static final Comparator<AccountId> LOCKING_ORDER = Comparator.comparingLong(AccountId::value);

    private static final long SHARES = 4;

    /** A lease as it is in the table. */
    record Row(long granted, long used) {}

    private final String node;
    private final InstantSource time;

    LeaseTable(String node, InstantSource time) {
        this.node = node;
        this.time = time;
    }

    /**
     * Takes tokens out of a balance for the node, so that it has so many unused ones; of what is free, a quarter at most, so that nodes share the
     * last ones fairly. An earlier grant whose answer was lost counts.
     */
    Grant grant(Handle handle, AccountId account, long used, long wanted) {
        OptionalLong free = BalanceTable.lock(handle, account);
        Optional<Long> row = granted(handle, account);
        long granted = row.orElse(used);
        if (free.isEmpty()) {
            return new Grant(Grant.Answer.UNLIMITED, granted, row.isPresent());
        }
        long more = Math.min(wanted - (granted - used), share(free.getAsLong()));
        if (more > 0) {
            BalanceTable.add(handle, account, -more);
            return new Grant(Grant.Answer.TOKENS, enlarge(handle, account, used, more), true);
        }
        return new Grant(granted > used ? Grant.Answer.TOKENS : Grant.Answer.NONE, granted, row.isPresent());
    }

    private static long share(long free) {
        return free / SHARES + (free % SHARES > 0 ? 1 : 0);
    }

    private Optional<Long> granted(Handle handle, AccountId account) {
        return handle.createQuery("SELECT granted FROM token_lease WHERE node = :node AND account = :account")
                .bind("node", node)
                .bind("account", account.value())
                .mapTo(Long.class)
                .findOne();
    }

    /** A row that is new counts on from what the node used under rows before it. */
    private long enlarge(Handle handle, AccountId account, long used, long more) {
        return handle.createQuery("""
                        INSERT INTO token_lease (node, account, granted, used, reported)
                        VALUES (:node, :account, :granted, :used, :now)
                        ON CONFLICT (node, account) DO UPDATE SET granted = token_lease.granted + :more
                        RETURNING granted
                        """)
                .bind("node", node)
                .bind("account", account.value())
                .bind("granted", used + more)
                .bind("used", used)
                .bind("now", time.millis())
                .bind("more", more)
                .mapTo(Long.class)
                .one();
    }

    /** Ends a lease: what was not used goes back, unless the account has become unlimited. Does nothing where there is none. */
    Optional<Row> end(Handle handle, AccountId account, long used) {
        Optional<Row> row = remove(handle, account);
        row.map(Row::granted)
                .filter(granted -> granted > used)
                .ifPresent(granted -> BalanceTable.add(handle, account, granted - used));
        return row;
    }

    /** Ends a lease and gives nothing back. */
    Optional<Row> remove(Handle handle, AccountId account) {
        BalanceTable.lock(handle, account);
        return handle.createQuery(
                        "DELETE FROM token_lease WHERE node = :node AND account = :account RETURNING granted, used")
                .bind("node", node)
                .bind("account", account.value())
                .map((row, context) -> new Row(row.getLong(1), row.getLong(2)))
                .findOne();
    }

    /** Reports how many tokens were used by now. Of two reports that overtake each other, the later one stays. */
    int report(Handle handle, Map<AccountId, Long> used) {
        PreparedBatch batch = handle.prepareBatch(
                "UPDATE token_lease SET used = ?, reported = ? WHERE node = ? AND account = ? AND used < ?");
        ImmutableSortedSet.copyOf(LOCKING_ORDER, used.keySet()).forEach(account -> {
            Long count = used.getOrDefault(account, 0L);
            batch.add(count, time.millis(), node, account.value(), count);
        });
        return batch.execute().length;
    }

    /** The accounts of which the node has leases. */
    ImmutableSortedSet<AccountId> accounts(Handle handle) {
        return handle.createQuery("SELECT account FROM token_lease WHERE node = :node")
                .bind("node", node)
                .mapTo(Long.class)
                .map(AccountId::new)
                .collect(ImmutableSortedSet.toImmutableSortedSet(LOCKING_ORDER));
    }
}
