package org.symbolon.store.jdbc.lease;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/**
 * The tokens of one account that this node has leased. The object's monitor is the one lock around this state; it is
 * never held while the store is asked.
 *
 * <p>Moving tokens between the store and the lease is a transfer: a {@code begin} method that returns true starts one,
 * and exactly one {@code end} method ends it. There is one transfer at a time, so that the answers of the store arrive
 * in the order of the questions. While tokens are on their way from the store, those that are left can be taken.
 */
final class AccountLease {
    /** For how long the store is not asked again about an account for which it has granted no tokens. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AccountId account;
    private final Ticker ticker;

    /** How many tokens were granted since the process was started; never more than the store has granted. */
    private long granted;

    /** How many of them were used. */
    private long used;

    /** What for: a few, because plug-ins and environments are few. Each has its place in the journal. */
    private final List<LeaseJournal.Slot> slots = new ArrayList<>();

    /** A top-up is due when fewer unused tokens are left than this. */
    private long topUpBelow;

    private boolean topUpQueued;
    private boolean inTransfer;
    private boolean closed;

    /** What {@link #granted} was when the current transfer to the store began. */
    private long grantedBefore;

    /** What the store has said about an account without tokens at hand, and when. */
    private Outcome answer = Outcome.ASK_STORE;

    private long answeredAt;

    /**
     * Whether this node has changed the balance since the current transfer from the store began, so that its answer may
     * be out of date.
     */
    private boolean balanceChanged;

    private boolean mayHaveRow;
    private long heldByOthers;

    /** How many transfers have begun. */
    private long transfers;

    private long reported;
    private long usedAtLastLook = -1;
    private long unusedSince;

    /** What came of an attempt to take a token. */
    enum Outcome {
        TAKEN,
        /** A token was taken, and the caller has to see to it that {@link #beginTopUp} is called soon. */
        TAKEN_TOP_UP_DUE,
        /** No token is at hand, and the store may have some. */
        ASK_STORE,
        NONE_LEFT,
        /** The account is not metered. */
        UNLIMITED,
        STORE_AWAY
    }

    /**
     * What the store says to a node that asks for tokens.
     *
     * @param granted how many tokens the node's row in the table has been granted; if there is no row, how many were
     *     used
     * @param hasRow whether there is a row
     * @param onceUsed the outcome for callers when these tokens are used up, or there are none
     * @param heldByOthers how many tokens other nodes have leased and not used, if few are free
     */
    record Grant(long granted, boolean hasRow, Outcome onceUsed, long heldByOthers) {
        Grant(long granted, boolean hasRow, Outcome onceUsed) {
            this(granted, hasRow, onceUsed, 0);
        }
    }

    AccountLease(AccountId account, Ticker ticker) {
        this.account = account;
        this.ticker = ticker;
    }

    AccountId account() {
        return account;
    }

    /**
     * Takes a token if one is at hand and the journal has a place for this use, and notes it there before it returns.
     */
    synchronized Outcome take(UsageScope scope) {
        Optional<LeaseJournal.Slot> slot = used < granted ? slot(scope) : Optional.empty();
        if (slot.isEmpty()) {
            return currentAnswer();
        }
        used++;
        slot.get().use(scope.day());
        return claimTopUp() ? Outcome.TAKEN_TOP_UP_DUE : Outcome.TAKEN;
    }

    private Optional<LeaseJournal.Slot> slot(UsageScope scope) {
        for (LeaseJournal.Slot slot : slots) {
            if (slot.isFor(scope)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** Whether the journal has a place for tokens of this use. */
    synchronized boolean hasSlot(UsageScope scope) {
        return slot(scope).isPresent();
    }

    /** Adds a place in the journal. To be called before the first token of its use is leased or taken. */
    synchronized void addSlot(LeaseJournal.Slot slot) {
        slots.add(slot);
    }

    /** What was used, and what for. */
    synchronized LeaseUse use() {
        return new LeaseUse(used, slots.stream().map(LeaseJournal.Slot::tally).collect(toImmutableList()));
    }

    private boolean claimTopUp() {
        boolean due = isLow() && !topUpQueued && !inTransfer && currentAnswer() == Outcome.ASK_STORE;
        topUpQueued |= due;
        return due;
    }

    private boolean isLow() {
        return granted - used < topUpBelow;
    }

    private Outcome currentAnswer() {
        if (answer != Outcome.ASK_STORE && ticker.read() - answeredAt >= ANSWER_NANOS) {
            answer = Outcome.ASK_STORE;
        }
        return answer;
    }

    synchronized long used() {
        return used;
    }

    synchronized long unused() {
        return granted - used;
    }

    /**
     * Begins a transfer from the store for a caller who found no token. Waits for a transfer that is going on, which
     * may bring some.
     *
     * @return false if the store need not be asked any more
     * @throws StoreUnavailableException if the lease is closed, or another transfer does not end within the time-out
     */
    synchronized boolean beginRefill(Duration timeout) {
        if (!awaitTransfer(timeout)) {
            throw new StoreUnavailableException(
                    "the store did not answer in time about account " + account + "; nothing was changed");
        }
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        return used >= granted && beginQuestion();
    }

    /**
     * Begins a transfer from the store before there are no tokens left. False if it is not due any more, or a transfer
     * is going on.
     */
    synchronized boolean beginTopUp() {
        topUpQueued = false;
        return isLow() && !inTransfer && !closed && beginQuestion();
    }

    private boolean beginQuestion() {
        if (currentAnswer() != Outcome.ASK_STORE) {
            return false;
        }
        beginTransfer();
        balanceChanged = false;
        mayHaveRow = true;
        return true;
    }

    /** Ends a transfer from the store. */
    synchronized void end(Grant grant) {
        mayHaveRow = grant.hasRow();
        heldByOthers = grant.heldByOthers();
        if (!closed) {
            granted = grant.granted();
            topUpBelow = (granted - used) / 2;
        }
        keep(grant.onceUsed());
        endTransfer();
    }

    /**
     * Ends a transfer from the store that got no answer. If tokens were granted all the same, the next answer includes
     * them.
     */
    synchronized void endUnanswered() {
        keep(Outcome.STORE_AWAY);
        endTransfer();
    }

    private void keep(Outcome given) {
        if (!balanceChanged) {
            answer = given;
            answeredAt = ticker.read();
        }
    }

    /** To be called after this node has changed the balance, or may have: the last answer of the store is forgotten. */
    synchronized void forgetAnswer() {
        answer = Outcome.ASK_STORE;
        balanceChanged = true;
    }

    /**
     * Begins a transfer of all unused tokens to the store: from now on none can be taken.
     *
     * @return false if another transfer does not end within the time-out
     */
    synchronized boolean beginGiveBack(Duration timeout) {
        if (!awaitTransfer(timeout)) {
            return false;
        }
        beginTransfer();
        grantedBefore = granted;
        granted = used;
        return true;
    }

    /** Ends a transfer to the store. */
    synchronized void endGivenBack() {
        mayHaveRow = false;
        endTransfer();
    }

    /**
     * Ends a transfer to the store that failed.
     *
     * @param rolledBack whether it was certainly not made, so that the tokens can be taken again; otherwise the next
     *     answer of the store tells
     */
    synchronized void endFailed(boolean rolledBack) {
        if (rolledBack && !closed) {
            granted = grantedBefore;
        }
        endTransfer();
    }

    private boolean awaitTransfer(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (inTransfer) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void beginTransfer() {
        inTransfer = true;
        transfers++;
    }

    private void endTransfer() {
        inTransfer = false;
        notifyAll();
    }

    /**
     * The number of this lease's last transfer, if the lease should have a row in the table; empty while a transfer is
     * going on, which may make or delete the row.
     */
    synchronized OptionalLong transferBehindRow() {
        return mayHaveRow && !inTransfer ? OptionalLong.of(transfers) : OptionalLong.empty();
    }

    /**
     * Forgets the unused tokens that the table does not know of: they are not this node's. Does nothing if another
     * transfer has begun in the meantime.
     *
     * @param transfer the last transfer before the table was read
     * @param row how many tokens the row of this lease has been granted; empty if there is no row any more
     * @return how many tokens were forgotten
     */
    synchronized long limit(long transfer, Optional<Long> row) {
        if (transfers != transfer) {
            return 0;
        }
        long before = granted;
        granted = Math.min(granted, Math.max(used, row.orElse(0L)));
        mayHaveRow = row.isPresent();
        return before - granted;
    }

    /** How many tokens other nodes had leased and not used when the store last said that few are free. */
    synchronized long heldByOthers() {
        return heldByOthers;
    }

    /** From now on no token can be taken, whatever the store still answers. */
    synchronized void close() {
        closed = true;
        granted = used;
    }

    /** Whether the table may have a row of this lease. */
    synchronized boolean mayHaveRow() {
        return mayHaveRow;
    }

    /** Whether tokens were used that the store does not know of. */
    synchronized boolean isToBeReported() {
        return mayHaveRow && reported != used;
    }

    /** Notes that the store knows of this number of used tokens. */
    synchronized void setReported(long tokens) {
        reported = tokens;
    }

    /** For how long no token was taken, as far as this and earlier calls have seen. */
    synchronized long idleNanos() {
        long now = ticker.read();
        if (used != usedAtLastLook) {
            usedAtLastLook = used;
            unusedSince = now;
        }
        return now - unusedSince;
    }
}
