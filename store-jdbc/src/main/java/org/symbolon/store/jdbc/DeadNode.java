package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.account.AccountId;
import org.symbolon.store.jdbc.JournalFormat.Content;
import org.symbolon.store.jdbc.LeaseTable.Row;

/** A process that is gone, with what it left behind: rows in the table of leases, and a journal that says what it used of them. */
final class DeadNode {
    private static final Logger LOG = LoggerFactory.getLogger(DeadNode.class);

    private final UUID node;
    private final Optional<Content> journal;
    private final LeaseTable table;
    private final boolean trusted;

    /** What became of a lease. */
    private record Settled(AccountId account, long givenBack, long writtenOff) {}

    /**
     * With its journal, if that makes sense. Of another boot of the machine it is not believed: what was written to memory may not have reached the
     * disk when the power went.
     */
    DeadNode(UUID node, Optional<Content> journal, Machine machine) {
        this.node = node;
        this.journal = journal;
        this.table = new LeaseTable(node.toString(), machine.time());
        this.trusted = machine.boot().isPresent() && journal.map(Content::boot).equals(Optional.of(machine.boot()));
    }

    /**
     * Gives back what was not used, or writes it off where nobody can say. Every account of the journal is locked, even if it has no row: the
     * last grant of the process may still be about to be committed.
     */
    void settle(Writer writer) {
        ImmutableSortedSet<AccountId> leased = writer.write(Work.of(table::accounts));
        ImmutableSortedSet<AccountId> accounts = ImmutableSortedSet.copyOf(
                LeaseTable.LOCKING_ORDER,
                Sets.union(
                        leased, journal.map(content -> content.used().keySet()).orElse(ImmutableSortedSet.of())));
        for (List<AccountId> group : Iterables.partition(accounts, Lender.GROUP)) {
            writer.write(Work.of(handle -> settle(handle, group))).forEach(this::log);
        }
    }

    private ImmutableList<Settled> settle(Handle handle, List<AccountId> group) {
        return group.stream().map(account -> settle(handle, account)).collect(ImmutableList.toImmutableList());
    }

    /** A row whose account the journal does not name was never written by its process, which names it first; so the journal has lost something. */
    private Settled settle(Handle handle, AccountId account) {
        Optional<Long> used = journal.filter(content -> trusted)
                .flatMap(content -> Optional.ofNullable(content.used().get(account)));
        if (used.isPresent()) {
            long left = left(table.end(handle, account, used.get()), used.get());
            return new Settled(account, left, 0);
        }
        Optional<Row> row = table.remove(handle, account);
        return new Settled(account, 0, left(row, row.map(Row::used).orElse(0L)));
    }

    private static long left(Optional<Row> row, long used) {
        return Math.max(0, row.map(Row::granted).orElse(used) - used);
    }

    private void log(Settled settled) {
        if (settled.givenBack > 0) {
            LOG.info("{} tokens of account {} are back from node {}", settled.givenBack, settled.account, node);
        }
        if (settled.writtenOff > 0) {
            LOG.warn(
                    "{} tokens of account {} at most are written off: node {} had them, and its journal {}",
                    settled.writtenOff,
                    settled.account,
                    node,
                    fault());
        }
    }

    private String fault() {
        if (journal.isEmpty()) {
            return "is damaged";
        }
        return trusted ? "does not name the account" : "may have been cut short when its machine went down";
    }
}
