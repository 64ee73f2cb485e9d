package org.symbolon.store.jdbc;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.Grant.Answer;

/** This process as one that leases tokens: its leases, their journal, and what is done for them in the background. */
final class LeaseNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseNode.class);

    private final LeaseTerms terms;
    private final Ticker ticker;
    private final LeaseJournal journal;
    private final LeaseBook book;
    private final Lender lender;
    private final LeaseKeeper keeper;
    private final StoreWatch watch = new StoreWatch();
    private final LeaseThreads threads = new LeaseThreads();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** One that does not tick by itself. */
    LeaseNode(Writer writer, LeaseTerms terms, Machine machine) {
        this.terms = terms;
        this.ticker = machine.ticker();
        this.journal = new LeaseJournal(terms.folder(), machine.boot());
        this.book = new LeaseBook(journal);
        this.lender = new Lender(writer, new LeaseTable(id(), machine.time()), terms, ticker);
        LeaseRecovery recovery = new LeaseRecovery(writer, terms.folder(), machine);
        this.keeper = new LeaseKeeper(book, lender, recovery, terms.idle());
    }

    /** Recovers what processes before this one left behind, and begins to tick. */
    void start() {
        watch.succeeds(() -> keeper.recover(ticker.read()));
        threads.every(this::tick);
    }

    void tick() {
        boolean succeeded = watch.succeeds(() -> {
            if (watch.isAway()) {
                // Before idle leases are given up for a store that cannot take them.
                lender.probe();
            }
            keeper.tick(ticker.read());
        });
        if (succeeded) {
            watch.back();
        }
    }

    /** Names this process in the table of leases. */
    String id() {
        return journal.node().toString();
    }

    LeaseBook book() {
        return book;
    }

    Lender lender() {
        return lender;
    }

    /** Takes a token at hand, and sees to it that there will be more. */
    boolean take(Lease lease) {
        if (!lease.count().take()) {
            return false;
        }
        if (lease.count().isLow() && recentAnswer(lease) == Answer.TOKENS && lease.claimTopUp()) {
            threads.soon(() -> topUp(lease));
        }
        return true;
    }

    Answer recentAnswer(Lease lease) {
        return lease.recentAnswer().at(ticker.read());
    }

    private void topUp(Lease lease) {
        watch.succeeds(() -> lender.topUp(lease));
        lease.endTopUp();
    }

    /** Gives back what is left, so that only a process that was killed leaves a journal, or one whose store was away. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        book.close();
        threads.close(terms.timeout());
        try {
            if (givesBackAll()) {
                journal.delete();
            } else {
                journal.abandon();
            }
        } catch (IOException e) {
            LOG.warn("the lease journal of node {} cannot be removed; the next start does it", id(), e);
        }
    }

    private boolean givesBackAll() {
        ImmutableList<Lease> held = book.all().stream().filter(Lease::isHeld).collect(ImmutableList.toImmutableList());
        try {
            if (lender.giveBack(held, terms.timeout())) {
                return true;
            }
            LOG.warn(
                    "the store still had not answered about a lease when this node ended; the next start gives it back");
        } catch (StoreUnavailableException e) {
            LOG.warn("what this node leased cannot be given back now; the next start does it", e);
        }
        return false;
    }
}
