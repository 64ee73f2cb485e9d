package org.symbolon.store.jdbc;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.symbolon.core.account.AccountId;

/**
 * What this node has of one account. Whoever asks the store about it has its turn, so that answers come in the order of the questions; tokens are
 * taken meanwhile.
 */
final class Lease {
    private final AccountId account;
    private final LeaseCount count;
    private final RecentAnswer recentAnswer = new RecentAnswer();
    private final Semaphore turn = new Semaphore(1);
    private final AtomicBoolean topUpWanted = new AtomicBoolean();

    private volatile boolean held;
    private volatile long reported;

    // For the thread that ticks.
    private long usedBefore = -1;
    private long quietSince;

    Lease(AccountId account, LeaseJournal.Slot slot) {
        this.account = account;
        this.count = new LeaseCount(slot);
    }

    AccountId account() {
        return account;
    }

    LeaseCount count() {
        return count;
    }

    RecentAnswer recentAnswer() {
        return recentAnswer;
    }

    /** Waits for the turn; false if that takes too long. */
    boolean awaitTurn(Duration patience) {
        try {
            return turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void endTurn() {
        turn.release();
    }

    /** True for the first who sees that a top-up is wanted. */
    boolean claimTopUp() {
        return topUpWanted.compareAndSet(false, true);
    }

    void endTopUp() {
        topUpWanted.set(false);
    }

    /** Whether there may be a row in the table. */
    boolean isHeld() {
        return held;
    }

    void setHeld(boolean held) {
        this.held = held;
    }

    boolean isReported() {
        return reported == count.used();
    }

    void setReported(long used) {
        reported = used;
    }

    /** For how long no token was taken, as far as earlier calls could see. */
    long quietNanos(long now) {
        long used = count.used();
        if (used != usedBefore) {
            usedBefore = used;
            quietSince = now;
        }
        return now - quietSince;
    }
}
