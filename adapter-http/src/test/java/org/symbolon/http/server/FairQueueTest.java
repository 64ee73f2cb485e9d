package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.symbolon.core.value.AccountId;

/** Whose turn it is, and who has to be refused. */
final class FairQueueTest {
    private static final AccountId A = new AccountId(1);
    private static final AccountId B = new AccountId(2);
    private static final AccountId C = new AccountId(3);

    private static FairQueue<String> queue(int running, int waiting, int percent) {
        return new FairQueue<>(FairQueue.Bounds.of(running, waiting, percent));
    }

    private static void offer(FairQueue<String> queue, AccountId account, String... works) {
        for (String work : works) {
            assertTrue(queue.offer(account, work), work);
        }
    }

    private static List<String> pollAll(FairQueue<String> queue) {
        List<String> polled = new ArrayList<>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            polled.add(next.get());
        }
        return polled;
    }

    @Test
    void bounds_leaveAtLeastOnePlaceForAnAccount() {
        assertEquals(new FairQueue.Bounds(8, 600, 4, 300), FairQueue.Bounds.of(8, 600, 50));
        assertEquals(new FairQueue.Bounds(1, 1, 1, 1), FairQueue.Bounds.of(1, 1, 1));
        assertEquals(new FairQueue.Bounds(3, 10_000, 3, 10_000), FairQueue.Bounds.of(3, 10_000, 100));
    }

    @Test
    void accounts_takeTurns_whateverWasThereFirst() {
        FairQueue<String> queue = queue(100, 100, 100);
        offer(queue, A, "a1", "a2", "a3", "a4");
        offer(queue, B, "b1", "b2");
        offer(queue, C, "c1");
        assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "a3", "a4"), pollAll(queue));
    }

    @Test
    void account_runsItsShareOnly_andOthersPassIt() {
        FairQueue<String> queue = queue(4, 10, 50);
        offer(queue, A, "a1", "a2", "a3", "a4");
        assertEquals(List.of("a1", "a2"), pollAll(queue));
        offer(queue, B, "b1", "b2", "b3");
        assertEquals(List.of("b1", "b2"), pollAll(queue));
        offer(queue, C, "c1");
        assertEquals(List.of(), pollAll(queue), "as many run as may");

        queue.ended(A);
        assertEquals(List.of("a3"), pollAll(queue));
        queue.ended(B);
        assertEquals(List.of("b3"), pollAll(queue));
        queue.ended(B);
        assertEquals(List.of("c1"), pollAll(queue), "whose turn comes before that of A");
    }

    @Test
    void accountThatWaitsForItsShare_isRefused_andOthersAreNot() {
        FairQueue<String> queue = queue(2, 4, 50);
        offer(queue, A, "a1");
        assertEquals(List.of("a1"), pollAll(queue));
        offer(queue, A, "a2", "a3");
        assertFalse(queue.offer(A, "a4"));
        offer(queue, B, "b1");
        assertEquals(List.of("b1"), pollAll(queue));
        offer(queue, B, "b2", "b3");
        assertFalse(queue.offer(C, "c1"), "as many wait as may");

        queue.removeIf(A, "a2"::equals);
        offer(queue, C, "c1");
    }

    @Test
    void workThatCanBeginAtOnce_needsNoPlaceInTheQueue() {
        FairQueue<String> queue = queue(3, 1, 100);
        offer(queue, A, "a1");
        offer(queue, B, "b1");
        offer(queue, C, "c1");
        assertEquals(List.of("a1", "b1", "c1"), pollAll(queue));
        offer(queue, A, "a2");
        assertFalse(queue.offer(B, "b2"));
    }

    @Test
    void removedWork_isNotPolled_andLeavesRoom() {
        FairQueue<String> queue = queue(1, 3, 100);
        offer(queue, A, "a1");
        assertEquals(List.of("a1"), pollAll(queue));
        offer(queue, A, "a2", "left");
        offer(queue, B, "left");
        queue.removeIf("left"::equals);
        offer(queue, C, "c1", "c2");
        queue.ended(A);
        assertEquals(List.of("a2"), pollAll(queue));
        queue.ended(A);
        assertEquals(List.of("c1"), pollAll(queue));
        queue.ended(C);
        assertEquals(List.of("c2"), pollAll(queue));
    }
}
