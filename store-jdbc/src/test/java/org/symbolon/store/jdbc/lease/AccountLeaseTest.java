package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.AccountLease.Grant;
import org.symbolon.store.jdbc.lease.AccountLease.Outcome;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.TestScope;

@Timeout(60)
final class AccountLeaseTest {
    private static final AccountId ID = new AccountId(7);
    private static final UsageScope SCOPE = TestScope.of(ID);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestTime time = new TestTime();
    private final ByteBuffer journal = ByteBuffer.allocateDirect(LeaseJournal.SLOT);
    private final AccountLease lease =
            new AccountLease(ID, time.machine(TestNode.BOOT).ticker());

    @BeforeEach
    void addSlot() {
        lease.addSlot(new LeaseJournal.Slot(journal, 0, SCOPE));
    }

    private void refill(long granted) {
        assertTrue(lease.beginRefill(LONG));
        lease.end(new Grant(granted, true, Outcome.ASK_STORE));
    }

    private void take(int tokens) {
        for (int i = 0; i < tokens; i++) {
            assertEquals(Outcome.TAKEN, lease.take(SCOPE));
        }
    }

    @Test
    void take_byManyThreads_takesWhatWasGranted_andNotesItInTheJournal() {
        refill(10_000);
        AtomicInteger taken = new AtomicInteger();
        ContractThreads.run(8, thread -> {
            while (lease.take(SCOPE) != Outcome.ASK_STORE) {
                taken.incrementAndGet();
            }
        });
        assertEquals(10_000, taken.get());
        assertEquals(10_000, journal.getLong(LeaseJournal.USED));
    }

    @Test
    void take_forAUseWithoutAPlaceInTheJournal_takesNothing() {
        refill(10);
        UsageScope tomorrow =
                new UsageScope(ID, SCOPE.drm(), SCOPE.environment(), SCOPE.day().plusDays(1));
        assertEquals(Outcome.ASK_STORE, lease.take(tomorrow));
        assertEquals(10, lease.unused());

        lease.addSlot(new LeaseJournal.Slot(ByteBuffer.allocateDirect(LeaseJournal.SLOT), 0, tomorrow));
        assertEquals(Outcome.TAKEN, lease.take(tomorrow));
    }

    @Test
    void topUp_isDueOnce_whenLessThanHalfIsLeft() {
        refill(10);
        take(5);
        assertEquals(Outcome.TAKEN_TOP_UP_DUE, lease.take(SCOPE));
        take(1);

        assertTrue(lease.beginTopUp());
        take(1);
        assertFalse(lease.beginTopUp(), "one is going on");
        lease.end(new Grant(16, true, Outcome.ASK_STORE));
        take(4);
        assertEquals(Outcome.TAKEN_TOP_UP_DUE, lease.take(SCOPE));
    }

    @Test
    void topUp_whereARefillCameFirst_isNotDueAnyMore() {
        refill(10);
        take(5);
        assertEquals(Outcome.TAKEN_TOP_UP_DUE, lease.take(SCOPE));
        take(4);
        refill(20);
        assertFalse(lease.beginTopUp());
    }

    @Test
    void refill_duringAnother_waitsForItsTokens_andDoesNotAskAgain() throws Exception {
        assertTrue(lease.beginRefill(LONG));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> lease.beginRefill(LONG));
        Thread.sleep(SHORT.toMillis());
        assertFalse(waiting.isDone());
        lease.end(new Grant(10, true, Outcome.ASK_STORE));
        assertFalse(waiting.get());
    }

    @Test
    void refill_duringAnotherThatDoesNotEnd_isUnavailable() {
        assertTrue(lease.beginRefill(LONG));
        assertThrows(StoreUnavailableException.class, () -> lease.beginRefill(SHORT));
        assertFalse(lease.beginGiveBack(SHORT));
    }

    @Test
    void answer_fromBeforeTheBalanceWasChanged_isNotKept() {
        assertTrue(lease.beginRefill(LONG));
        lease.forgetAnswer();
        lease.end(new Grant(0, false, Outcome.NONE_LEFT));
        assertEquals(Outcome.ASK_STORE, lease.take(SCOPE));
    }

    @Test
    void giveBack_thatWasRolledBack_leavesTheTokens() {
        refill(10);
        take(2);
        assertTrue(lease.beginGiveBack(SHORT));
        assertEquals(Outcome.ASK_STORE, lease.take(SCOPE));
        lease.endFailed(true);
        assertEquals(Outcome.TAKEN, lease.take(SCOPE));
    }

    @Test
    void giveBack_ofWhichNobodyKnows_leavesNoToken_untilTheStoreTells() {
        refill(10);
        take(2);
        assertTrue(lease.beginGiveBack(SHORT));
        lease.endFailed(false);
        assertEquals(Outcome.ASK_STORE, lease.take(SCOPE));
        assertTrue(lease.mayHaveRow());
        refill(10);
        take(2);
    }

    @Test
    void closedLease_hasNoToken_whateverTheStoreAnswers() {
        assertTrue(lease.beginRefill(LONG));
        lease.close();
        lease.end(new Grant(20, true, Outcome.ASK_STORE));

        assertEquals(Outcome.ASK_STORE, lease.take(SCOPE));
        assertThrows(StoreUnavailableException.class, () -> lease.beginRefill(LONG));
        assertTrue(lease.mayHaveRow(), "so that its tokens are returned");
    }

    @Test
    void closedLease_getsNoTokenFromARollback() {
        refill(10);
        assertTrue(lease.beginGiveBack(SHORT));
        lease.close();
        lease.endFailed(true);
        assertEquals(Outcome.ASK_STORE, lease.take(SCOPE));
    }
}
