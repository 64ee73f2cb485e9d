package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Lists;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;
import org.symbolon.store.jdbc.lease.AccountLease.Grant;

/** Moves tokens between the store and the leases of this node, each time in one transaction. */
final class LeaseTransfers {
    /** How many leases are changed in one transaction at most. */
    static final int GROUP = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseTransfers.class);

    private final OpenDatabase database;
    private final LeaseTable table;
    private final LeasedBalance.Terms terms;
    private final Runnable sayAlive;

    /**
     * Transfers of one node.
     *
     * @param sayAlive tells the database that the node lives, unless it has been told
     */
    LeaseTransfers(OpenDatabase database, LeaseTable table, LeasedBalance.Terms terms, Runnable sayAlive) {
        this.database = database;
        this.table = table;
        this.terms = terms;
        this.sayAlive = sayAlive;
    }

    /** Gets tokens for a lease that has none. Callers who come while another one does that wait for its answer. */
    void refill(AccountLease lease) {
        if (lease.beginRefill(terms.timeout())) {
            ask(lease);
        }
    }

    /** Gets tokens for a lease that has few, unless the store is being asked about it already. */
    void topUp(AccountLease lease) {
        if (lease.beginTopUp()) {
            ask(lease);
        }
    }

    private void ask(AccountLease lease) {
        try {
            Grant grant = database.write(handle -> {
                sayAlive.run();
                return table.grant(handle, lease.account(), lease.use(), terms.tokens());
            });
            lease.end(grant);
        } catch (RuntimeException | Error e) {
            lease.endUnanswered();
            throw e;
        }
    }

    /** Makes a change and, in the same transaction, returns a lease. */
    <T> T giveBackAnd(AccountLease lease, Work<T> change) {
        if (!lease.beginGiveBack(terms.timeout())) {
            throw new StoreUnavailableException(
                    "the store did not answer in time about account " + lease.account() + "; nothing was changed");
        }
        return giveBack(ImmutableList.of(lease), change);
    }

    /**
     * Returns leases.
     *
     * @param timeout how long to wait for the end of another transfer of each
     * @return false if a lease was left out because of another transfer
     */
    boolean giveBack(Collection<AccountLease> leases, Duration timeout) {
        boolean all = true;
        for (List<AccountLease> group : Lists.partition(ordered(leases), GROUP)) {
            List<AccountLease> free = group.stream()
                    .filter(lease -> lease.beginGiveBack(timeout))
                    .collect(ImmutableList.toImmutableList());
            giveBack(free, handle -> true);
            all &= free.size() == group.size();
        }
        return all;
    }

    /**
     * Returns leases in one transaction, after a change that locks what it needs first. If it fails before its statements are complete, it was certainly rolled back,
     * because it runs on this thread; if it fails after that, which is during the commit, nobody knows.
     */
    private <T> T giveBack(List<AccountLease> leases, Work<T> change) {
        AtomicBoolean complete = new AtomicBoolean();
        try {
            T answer = database.write(handle -> {
                T changed = change.run(handle);
                leases.forEach(lease -> table.end(handle, lease.account(), lease.use()));
                complete.set(true);
                return changed;
            });
            leases.forEach(AccountLease::endGivenBack);
            return answer;
        } catch (RuntimeException | Error e) {
            leases.forEach(lease -> lease.endFailed(!complete.get()));
            throw e;
        }
    }

    /** Tells the store how many tokens have been used, and so has them counted as issued. */
    void report(Collection<AccountLease> leases) {
        for (List<AccountLease> group : Lists.partition(ordered(leases), GROUP)) {
            ImmutableSortedMap<AccountId, LeaseUse> used = group.stream()
                    .collect(ImmutableSortedMap.toImmutableSortedMap(
                            LeaseTable.LOCKING_ORDER, AccountLease::account, AccountLease::use));
            database.write(handle -> table.report(handle, used));
            group.forEach(lease -> lease.setReported(
                    Optional.ofNullable(used.get(lease.account())).orElseThrow().total()));
        }
    }

    private static ImmutableList<AccountLease> ordered(Collection<AccountLease> leases) {
        return ImmutableList.sortedCopyOf(
                Comparator.comparing(AccountLease::account, LeaseTable.LOCKING_ORDER), leases);
    }

    /**
     * Compares the leases with their rows. A lease whose row is gone loses its tokens: the account was deleted, or
     * somebody has taken this node for dead. A row that has been granted less than this node knows of is an old one:
     * the database was restored from a copy, and what was granted since is not this node's any more. A lease that
     * another node has asked for is returned.
     */
    void compareWithRows(Collection<AccountLease> leases) {
        Map<AccountLease, Long> expected = new HashMap<>();
        leases.forEach(lease -> lease.transferBehindRow().ifPresent(transfer -> expected.put(lease, transfer)));
        if (expected.isEmpty()) {
            return;
        }
        ImmutableMap<AccountId, LeaseTable.Own> rows = database.read(Purpose.REFRESH, table::rows);
        expected.forEach((lease, transfer) -> {
            Optional<LeaseTable.Own> row = Optional.ofNullable(rows.get(lease.account()));
            logLoss(lease.account(), lease.limit(transfer, row.map(LeaseTable.Own::granted)));
        });
        giveBack(
                expected.keySet().stream()
                        .filter(lease -> Optional.ofNullable(rows.get(lease.account()))
                                .filter(LeaseTable.Own::asked)
                                .isPresent())
                        .collect(ImmutableList.toImmutableList()),
                Duration.ZERO);
    }

    private static void logLoss(AccountId account, long tokens) {
        if (tokens > 0) {
            LOG.warn(
                    "{} leased tokens of account {} are not issued: the database does not know of their lease any more",
                    tokens,
                    account);
        }
    }

    /** Throws if the store does not take changes. */
    void probe() {
        database.write(table::accounts);
    }
}
