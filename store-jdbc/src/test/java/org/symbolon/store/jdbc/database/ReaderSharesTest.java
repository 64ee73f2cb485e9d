package org.symbolon.store.jdbc.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

@Timeout(60)
final class ReaderSharesTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
    }

    /** Queries that last until the end of the test; returns when so many of them have begun. */
    private List<CompletableFuture<Boolean>> hold(ReaderShares shares, Purpose purpose, int queries, int begin)
            throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        List<CompletableFuture<Boolean>> held = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            held.add(CompletableFuture.supplyAsync(() -> shares.use(purpose, () -> awaitEnd(begun)), callers));
        }
        begun.acquire(begin);
        return held;
    }

    private boolean awaitEnd(Semaphore begun) {
        begun.release();
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertBusy(ReaderShares shares, Purpose purpose) {
        StoreUnavailableException refused =
                assertThrows(StoreUnavailableException.class, () -> shares.use(purpose, () -> true));
        assertEquals("the store is busy with other queries of this kind", refused.getMessage());
    }

    /** How many connections there are, and how many of them each purpose may use. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "2, 1, 1, 1", "4, 3, 1, 1", "5, 4, 2, 1", "8, 7, 3, 1", "50, 49, 24, 12"})
    void purpose_usesNoMoreThanItsShare_andLeavesOneForRefreshing(int connections, int tokens, int keys, int records)
            throws Exception {
        ImmutableMap<Purpose, Integer> most =
                ImmutableMap.of(Purpose.TOKENS, tokens, Purpose.KEYS, keys, Purpose.RECORDS, records);
        for (Purpose purpose : most.keySet()) {
            ReaderShares shares = new ReaderShares(connections, Duration.ofMillis(1));
            hold(shares, purpose, most.get(purpose), most.get(purpose));
            assertBusy(shares, purpose);
            assertEquals(1, shares.use(Purpose.REFRESH, () -> 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 50})
    void allPurposesTogether_leaveOneForRefreshing_andOfFourOneForTokens(int connections) throws Exception {
        ReaderShares shares = new ReaderShares(connections, Duration.ofMillis(1));
        int others = connections - 1;
        int keys = Math.max(1, others / 2);
        int records = Math.min(others - keys, Math.max(1, others / 4));
        hold(shares, Purpose.KEYS, keys, keys);
        hold(shares, Purpose.RECORDS, records, records);
        if (connections < 4) {
            assertBusy(shares, Purpose.TOKENS);
        } else {
            assertEquals(1, shares.use(Purpose.TOKENS, () -> 1));
        }
        assertEquals(1, shares.use(Purpose.REFRESH, () -> 1));
        hold(shares, Purpose.REFRESH, 1, 1);
        assertBusy(shares, Purpose.REFRESH);
    }

    @Test
    void queryOfAFullPurpose_runsWhenAnotherOneEnds() throws Exception {
        ReaderShares shares = new ReaderShares(4, Duration.ofSeconds(50));
        List<CompletableFuture<Boolean>> held = hold(shares, Purpose.RECORDS, 2, 1);
        assertEquals(0, held.stream().filter(CompletableFuture::isDone).count());
        StoreMeasures.Builder builder = StoreMeasures.builder();
        shares.measure(builder);
        StoreMeasures measures = builder.build();
        LongSupplier waiting = Objects.requireNonNull(measures.waiting().get("records"));
        while (waiting.getAsLong() < 1) {
            Thread.sleep(1);
        }
        end.countDown();
        for (CompletableFuture<Boolean> query : held) {
            assertEquals(true, query.get());
        }
        CallTimes records = Objects.requireNonNull(measures.calls().get("records"));
        assertEquals(2, records.count());
        assertEquals(0, records.failures());
        assertThrows(
                IllegalStateException.class,
                () -> shares.use(Purpose.RECORDS, () -> {
                    throw new IllegalStateException("broken");
                }));
        assertEquals(3, records.count());
        assertEquals(1, records.failures());
    }

    @Test
    void queryThatThrows_leavesItsPlace() {
        ReaderShares shares = new ReaderShares(1, Duration.ofMillis(1));
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> shares.use(Purpose.KEYS, () -> {
                        throw new IllegalStateException("no");
                    }));
        }
    }
}
