package org.symbolon.core.internal.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

@Timeout(60)
final class UsageCounterTest {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId OTHER = new AccountId(8);
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:59.999Z");
    private static final UsageScope SCOPE = scope(ID);
    private static final UUID WRITER = new UUID(1, 2);
    private static final UsageBounds.Most FEW = new UsageBounds.Most(5, 3, 2, 1);

    private final UsageStore stored = new InMemoryStores().usage();

    private static UsageScope scope(AccountId account) {
        return UsageScope.at(account, new DrmId("d1"), Environment.TEST, NOW);
    }

    private static UsageCounter counter(UsageStore store, Duration interval, UsageBounds.Most most) {
        return new UsageCounter(
                store, () -> NOW, WRITER, new UsageCounter.Timing(interval, Duration.ofSeconds(20)), most);
    }

    private UsageCounter counter(UsageBounds.Most most) {
        return counter(stored, Duration.ofSeconds(30), most);
    }

    private Usage.Line total(AccountId account) {
        LocalDate day = SCOPE.day();
        UsageQuery query =
                UsageQuery.builder().account(account).firstDay(day).lastDay(day).build();
        return stored.find(query).total();
    }

    /** A store that fails as a test says, by the number of the call, before or after it has added the batch. */
    private final class FailingStore implements UsageStore {
        private final IntPredicate failsBefore;
        private final IntPredicate failsAfter;
        private final List<UsageBatch> sent = new ArrayList<>();

        FailingStore(IntPredicate failsBefore, IntPredicate failsAfter) {
            this.failsBefore = failsBefore;
            this.failsAfter = failsAfter;
        }

        @Override
        public CookieSet newCookieSet() {
            return stored.newCookieSet();
        }

        @Override
        public synchronized void add(UsageBatch batch) {
            sent.add(batch);
            fail(failsBefore);
            stored.add(batch);
            fail(failsAfter);
        }

        private void fail(IntPredicate condition) {
            if (condition.test(sent.size())) {
                throw new StoreUnavailableException("away");
            }
        }

        @Override
        public Usage find(UsageQuery query) {
            return stored.find(query);
        }
    }

    @Test
    void whatWasCounted_isWrittenAtTheEnd() {
        UsageCounter counter = counter(UsageBounds.MOST);
        counter.count(UsageKey.issued(SCOPE));
        counter.start();
        counter.count(UsageKey.issued(SCOPE));
        counter.count(UsageKey.redeemed(SCOPE));
        counter.count(UsageKey.refused(SCOPE, -2019));
        counter.addCookie(SCOPE, "a");
        counter.addCookie(SCOPE, "a");
        counter.close();

        assertEquals(2, total(ID).issued());
        assertEquals(1, total(ID).redeemed());
        assertEquals(1L, total(ID).refusals().get(-2019));
        assertEquals(1, total(ID).cookies().orElseThrow());
    }

    @Test
    void counts_areWrittenWhileTheCounterRuns() throws InterruptedException {
        try (UsageCounter counter = counter(stored, Duration.ofMillis(5), UsageBounds.MOST)) {
            counter.start();
            counter.count(UsageKey.issued(SCOPE));
            while (total(ID).issued() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        assertEquals(1, total(ID).issued());
    }

    @Test
    void countsOfManyThreads_duringBatches_areAllThere() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch done = new CountDownLatch(threads);
        try (UsageCounter counter = counter(stored, Duration.ofMillis(1), UsageBounds.MOST)) {
            counter.start();
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        counter.count(UsageKey.issued(SCOPE));
                    }
                    done.countDown();
                });
            }
            done.await();
        }
        pool.shutdown();
        assertEquals(threads * each, total(ID).issued());
    }

    @Test
    void batchWhoseFateIsNotKnown_isSentAgainUnchanged_andNothingIsCountedTwice() {
        FailingStore store = new FailingStore(call -> call == 1, call -> call == 2);
        UsageCounter counter = counter(store, Duration.ofMillis(5), UsageBounds.MOST);
        counter.count(UsageKey.issued(SCOPE));
        counter.start();
        counter.close();

        assertEquals(1, total(ID).issued());
        assertEquals(3, store.sent.size());
        assertEquals(ImmutableList.of(store.sent.get(0), store.sent.get(0)), store.sent.subList(1, 3));
    }

    @Test
    void storeThatIsAwayForGood_endsTheCounterInTime() {
        UsageCounter.Timing hasty = new UsageCounter.Timing(Duration.ofMillis(5), Duration.ofMillis(50));
        FailingStore store = new FailingStore(call -> true, call -> false);
        UsageCounter counter = new UsageCounter(store, () -> NOW, WRITER, hasty, UsageBounds.MOST);
        counter.start();
        counter.count(UsageKey.issued(SCOPE));
        counter.close();
        assertEquals(0, total(ID).issued());
    }

    @Test
    void countersOfOneAccount_haveABound_andTakeNothingFromOthers() {
        UsageCounter counter = counter(FEW);
        for (int code = 1; code <= 10; code++) {
            counter.count(UsageKey.refused(SCOPE, -code));
            counter.count(UsageKey.refused(SCOPE, -1));
        }
        counter.count(UsageKey.issued(scope(OTHER)));
        counter.start();
        counter.close();

        assertEquals(3, total(ID).refusals().size());
        assertEquals(11L, total(ID).refusals().get(-1), "what has its place goes on");
        assertEquals(1, total(OTHER).issued());
    }

    @Test
    void countersOfAllAccounts_haveABound_whichABatchFrees() {
        UsageCounter counter = counter(FEW);
        for (int account = 1; account <= 10; account++) {
            counter.count(UsageKey.issued(scope(new AccountId(account))));
        }
        counter.start();
        counter.close();
        long counted = 0;
        for (int account = 1; account <= 10; account++) {
            counted += total(new AccountId(account)).issued();
        }
        assertEquals(5, counted);
        UsageBounds bounds = new UsageBounds(FEW);
        assertTrue(bounds.admitsCounter(0));
        bounds.release(1, 0);
        for (int i = 0; i < 5; i++) {
            assertTrue(bounds.admitsCounter(0));
        }
    }

    @Test
    void setsOfCookies_haveABound_andAnAccountHasAShare() {
        UsageCounter counter = counter(FEW);
        UsageScope production = UsageScope.at(ID, SCOPE.drm(), Environment.PRODUCTION, NOW);
        counter.addCookie(SCOPE, "a");
        counter.addCookie(SCOPE, "b");
        counter.addCookie(production, "c");
        counter.addCookie(scope(OTHER), "d");
        counter.addCookie(scope(new AccountId(9)), "e");
        counter.start();
        counter.close();

        assertEquals(2, total(ID).cookies().orElseThrow(), "the second set of the account is one too many");
        assertEquals(1, total(OTHER).cookies().orElseThrow());
        assertEquals(0, total(new AccountId(9)).cookies().orElseThrow(), "two sets are enough for all accounts");
    }
}
