package org.symbolon.store.jdbc.lease;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * The background work for leases. Once a second it returns leases that are idle or that another node has asked for, and
 * reports what was used, every five seconds it
 * looks for leases of processes that have ended, and when a lease is low it gets more tokens.
 */
final class LeaseKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final long TICK_MILLIS = 1_000;
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** One thread for the tick and one for top-ups, so that a tick that takes long keeps no account waiting. */
    private static final int THREADS = 2;

    private final Supplier<ImmutableList<AccountLease>> leases;
    private final LeaseTransfers transfers;
    private final Runnable recovery;
    private final Runnable living;
    private final LeasedBalance.Terms terms;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor threads;
    private OptionalLong lastRecovery = OptionalLong.empty();

    /** Whether the store has failed, and no tick has succeeded since. */
    private final AtomicBoolean storeAway = new AtomicBoolean();

    LeaseKeeper(
            Supplier<ImmutableList<AccountLease>> leases,
            LeaseTransfers transfers,
            Runnable recovery,
            Runnable living,
            LeasedBalance.Terms terms,
            Ticker ticker) {
        this.leases = leases;
        this.transfers = transfers;
        this.recovery = recovery;
        this.living = living;
        this.terms = terms;
        this.ticker = ticker;
        this.threads = new ScheduledThreadPoolExecutor(THREADS, LeaseKeeper::thread);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "symbolon-leases");
        thread.setDaemon(true);
        return thread;
    }

    /** Recovers the leases of processes that have ended, and schedules the tick. */
    void start() {
        succeeds(this::recover);
        Future<?> unused = threads.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Gets more tokens for a lease on another thread; does nothing after the keeper is closed. */
    void topUpSoon(AccountLease lease) {
        threads.execute(() -> succeeds(() -> transfers.topUp(lease)));
    }

    /** The work of each second. */
    void tick() {
        if (succeeds(this::keepUp) && storeAway.compareAndSet(true, false)) {
            LOG.info("token leases are renewed and returned again");
        }
    }

    private void keepUp() {
        if (storeAway.get()) {
            // Throws while the store is away, so that idle leases are kept until it can take them.
            transfers.probe();
        }
        living.run();
        transfers.compareWithRows(leases.get());
        transfers.giveBack(
                select(lease -> lease.idleNanos() >= terms.idle().toNanos() && lease.mayHaveRow()), Duration.ZERO);
        transfers.report(select(AccountLease::isToBeReported));
        if (lastRecovery.isEmpty() || ticker.read() - lastRecovery.getAsLong() >= RECOVERY_NANOS) {
            recover();
        }
    }

    private ImmutableList<AccountLease> select(Predicate<AccountLease> condition) {
        return leases.get().stream().filter(condition).collect(ImmutableList.toImmutableList());
    }

    private void recover() {
        lastRecovery = OptionalLong.of(ticker.read());
        recovery.run();
    }

    /**
     * Runs a task and catches whatever it throws: an executor does not run a periodic task again after an exception.
     */
    private boolean succeeds(Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            if (storeAway.compareAndSet(false, true)) {
                LOG.warn("token leases cannot be renewed or returned; tokens that are leased are still issued", e);
            }
            return false;
        }
    }

    /** Whether the store has failed, and no tick has succeeded since. */
    boolean isStoreAway() {
        return storeAway.get();
    }

    /** Ends the background work and returns all leases; false if not all of them could be returned. */
    boolean closeAndGiveBackAll() {
        stopThreads();
        try {
            if (transfers.giveBack(select(AccountLease::mayHaveRow), terms.timeout())) {
                return true;
            }
            LOG.warn("a token lease was still being renewed when the store was closed; the next start returns it");
        } catch (StoreUnavailableException e) {
            LOG.warn("the store is away, so token leases cannot be returned now; the next start returns them", e);
        }
        return false;
    }

    private void stopThreads() {
        threads.shutdown();
        try {
            threads.awaitTermination(terms.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
