package org.symbolon.store.jdbc;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.Grant.Answer;

/** Moves tokens between the store and the leases of this process. */
final class Lender {
    /** So many leases are changed in one transaction, at most. */
    static final int GROUP = 500;

    private final Writer writer;
    private final LeaseTable table;
    private final LeaseTerms terms;
    private final Ticker ticker;

    Lender(Writer writer, LeaseTable table, LeaseTerms terms, Ticker ticker) {
        this.writer = writer;
        this.table = table;
        this.terms = terms;
        this.ticker = ticker;
    }

    /** Asks for tokens, for a lease that has none; whoever comes while somebody asks waits for that answer. */
    void refill(Lease lease) {
        awaitTurn(lease);
        try {
            if (lease.count().isClosed()) {
                throw new StoreUnavailableException("the store is closed");
            }
            if (lease.count().isEmpty()) {
                askIfSensible(lease);
            }
        } finally {
            lease.endTurn();
        }
    }

    /** Asks for tokens, for a lease that will soon have none, unless somebody else is asking about it. */
    void topUp(Lease lease) {
        if (!lease.awaitTurn(Duration.ZERO)) {
            return;
        }
        try {
            if (lease.count().isLow() && !lease.count().isClosed()) {
                askIfSensible(lease);
            }
        } finally {
            lease.endTurn();
        }
    }

    private void awaitTurn(Lease lease) {
        if (!lease.awaitTurn(terms.timeout())) {
            throw new StoreUnavailableException("the store did not answer in time about account " + lease.account());
        }
    }

    private void askIfSensible(Lease lease) {
        if (lease.recentAnswer().at(ticker.read()) == Answer.TOKENS) {
            ask(lease);
        }
    }

    private void ask(Lease lease) {
        long stamp = lease.recentAnswer().stamp();
        lease.setHeld(true);
        try {
            Grant grant = new Attempt(writer)
                    .write(handle ->
                            table.grant(handle, lease.account(), lease.count().used(), terms.tokens()));
            lease.setHeld(grant.held());
            lease.count().adopt(grant.granted());
            lease.recentAnswer().keep(grant.answer(), stamp, ticker.read());
        } catch (RuntimeException | Error e) {
            lease.recentAnswer().keep(Answer.UNAVAILABLE, stamp, ticker.read());
            throw e;
        }
    }

    /** Ends a lease and, in the same transaction, does what depends on its end. */
    void endAnd(Lease lease, Work.Single<?> then) {
        awaitTurn(lease);
        try {
            end(ImmutableList.of(lease), then);
        } finally {
            lease.endTurn();
        }
    }

    /**
     * Gives back what leases have left.
     *
     * @param patience how long to wait for the turn of each
     * @return false if the turn of one could not be had
     */
    boolean giveBack(Collection<Lease> leases, Duration patience) {
        List<Lease> ordered = ImmutableList.sortedCopyOf(
                (one, other) -> LeaseTable.LOCKING_ORDER.compare(one.account(), other.account()), leases);
        boolean all = true;
        for (List<Lease> group : Lists.partition(ordered, GROUP)) {
            all &= giveBackGroup(group, patience);
        }
        return all;
    }

    private boolean giveBackGroup(List<Lease> group, Duration patience) {
        List<Lease> mine =
                group.stream().filter(lease -> lease.awaitTurn(patience)).collect(ImmutableList.toImmutableList());
        try {
            end(mine, handle -> true);
        } finally {
            mine.forEach(Lease::endTurn);
        }
        return mine.size() == group.size();
    }

    private void end(List<Lease> leases, Work.Single<?> then) {
        Attempt attempt = new Attempt(writer);
        leases.forEach(lease -> lease.count().surrender());
        try {
            attempt.write(handle -> {
                endRows(handle, leases);
                return then.run(handle);
            });
            leases.forEach(lease -> lease.setHeld(false));
        } catch (RuntimeException | Error e) {
            if (attempt.isUndone()) {
                leases.forEach(lease -> lease.count().restore());
            }
            throw e;
        }
    }

    private void endRows(Handle handle, List<Lease> leases) {
        leases.forEach(lease -> table.end(handle, lease.account(), lease.count().used()));
    }

    /** Tells the store how many tokens were used by now. */
    void report(List<Lease> leases) {
        for (List<Lease> group : Lists.partition(leases, GROUP)) {
            ImmutableMap<AccountId, Long> used = group.stream()
                    .collect(ImmutableMap.toImmutableMap(
                            Lease::account, lease -> lease.count().used()));
            writer.write(Work.of(handle -> table.report(handle, used)));
            group.forEach(lease -> lease.setReported(usedOf(used, lease)));
        }
    }

    private static long usedOf(Map<AccountId, Long> used, Lease lease) {
        return used.getOrDefault(lease.account(), 0L);
    }

    /** Throws if the store is away. */
    void probe() {
        writer.write(Work.of(table::accounts));
    }
}
