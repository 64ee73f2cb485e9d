package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.lease.LeaseTable.Row;

/** A node other than this process, of which only rows in the table of leases may be left. */
final class EndedNode {
    private final OpenDatabase database;
    private final LivingNodes living;
    private final UUID node;
    private final LeaseTable table;

    EndedNode(OpenDatabase database, LivingNodes living, UUID node, LeasedBalance.Machine machine) {
        this.database = database;
        this.living = living;
        this.node = node;
        this.table = new LeaseTable(node.toString(), true, machine.clock());
    }

    /** Says how many tokens of a lease were used. */
    @FunctionalInterface
    interface Evidence {
        /** How many, or empty if nobody knows: then what the node had not reported as used is written off. */
        OptionalLong used(AccountId account, Row lease);
    }

    /** Rolls back, so that nothing is noted of a node that lives. */
    private static final class NodeLivesException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeLivesException() {
            super("the node lives", null, false, false);
        }
    }

    /**
     * Ends the leases, of several accounts in each transaction. If this is cut short it can be run again.
     *
     * @param named further accounts to lock, because the last grant of the node may still be about to be committed
     * @return what became of them; empty if the node lives
     */
    Optional<ImmutableList<EndedLease>> end(Set<AccountId> named, Evidence evidence) {
        ImmutableSortedSet<AccountId> accounts;
        try {
            accounts = database.write(this::accountsOfEnded);
        } catch (NodeLivesException e) {
            return Optional.empty();
        }
        ImmutableList.Builder<EndedLease> ended = ImmutableList.builder();
        Set<AccountId> ordered = ImmutableSortedSet.copyOf(LeaseTable.LOCKING_ORDER, Sets.union(accounts, named));
        for (List<AccountId> group : Iterables.partition(ordered, LeaseTransfers.GROUP)) {
            ImmutableList<EndedLease> part = database.write(handle -> end(handle, group, evidence));
            ended.addAll(part);
        }
        return Optional.of(ended.build());
    }

    private ImmutableSortedSet<AccountId> accountsOfEnded(Handle handle) {
        if (!living.hasEnded(handle, node)) {
            throw new NodeLivesException();
        }
        return table.accounts(handle);
    }

    private ImmutableList<EndedLease> end(Handle handle, List<AccountId> group, Evidence evidence) {
        return group.stream()
                .flatMap(account ->
                        table
                                .find(handle, account)
                                .map(row -> end(handle, account, row, evidence.used(account, row)))
                                .stream())
                .collect(ImmutableList.toImmutableList());
    }

    private EndedLease end(Handle handle, AccountId account, Row row, OptionalLong used) {
        if (used.isEmpty()) {
            table.writeOff(handle, account);
            return new EndedLease(account, 0, row.unused());
        }
        table.end(handle, account, used.getAsLong());
        return new EndedLease(account, Math.max(0, row.granted() - used.getAsLong()), 0);
    }
}
