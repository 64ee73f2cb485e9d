package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** The tests that every {@link UsageStore} passes. */
public final class UsageStoreContract {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId OTHER = new AccountId(8);
    private static final LocalDate DAY = TestScope.DAY;
    private static final UsageScope SCOPE = TestScope.of(ID);
    private static final UsageScope OTHER_DRM = new UsageScope(ID, new DrmId("d2"), Environment.PRODUCTION, DAY);
    private static final UsageScope TEST = new UsageScope(ID, SCOPE.drm(), Environment.TEST, DAY);
    private static final UsageScope NEXT_DAY = new UsageScope(ID, SCOPE.drm(), SCOPE.environment(), DAY.plusDays(1));
    private static final UUID WRITER = new UUID(1, 2);
    private static final int MANY = 20_000;

    private UsageStoreContract() {}

    /**
     * The tests.
     *
     * @param empty opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> empty) {
        return Stream.of(
                test("counts_addUp_inTheGroupsThatAreAskedFor", empty, UsageStoreContract::addsUp),
                test("query_findsItsAccountEnvironmentAndDaysAlone", empty, UsageStoreContract::restricts),
                test("batchThatIsSentAgain_isAddedOnce", empty, UsageStoreContract::addsOnce),
                test("cookies_areDistinctOverDaysAndBatches", empty, UsageStoreContract::countsCookies),
                test("cookies_ofWhichThereAreMany_areRoughlyCounted", empty, UsageStoreContract::countsManyCookies),
                test("batchesOfManyThreads_loseNothing", empty, UsageStoreContract::addsFromManyThreads),
                test("tokenThatIsTaken_isCounted_andOneThatIsNotIsNot", empty, UsageStoreContract::countsTakenTokens),
                test("accountThatIsDeleted_keepsItsUsage", empty, UsageStoreContract::keeps));
    }

    private static DynamicTest test(String name, Supplier<Stores> empty, Consumer<Stores> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = empty.get()) {
                body.accept(stores);
            }
        });
    }

    private static UsageBatch.Builder batch(UUID writer, long number) {
        return UsageBatch.builder().writer(writer).number(number).made(DAY);
    }

    private static UsageQuery.Builder query() {
        return UsageQuery.builder().firstDay(DAY).lastDay(DAY.plusDays(1));
    }

    private static UsageStore.CookieSet cookies(UsageStore store, String... cookies) {
        UsageStore.CookieSet set = store.newCookieSet();
        List.of(cookies).forEach(set::add);
        return set;
    }

    private static void addAll(UsageStore store) {
        store.add(batch(WRITER, 1)
                .putCounts(UsageKey.issued(SCOPE), 3)
                .putCounts(UsageKey.issued(OTHER_DRM), 4)
                .putCounts(UsageKey.issued(NEXT_DAY), 5)
                .putCounts(UsageKey.redeemed(SCOPE), 2)
                .putCounts(UsageKey.refused(SCOPE, -2019), 6)
                .putCounts(UsageKey.refused(TEST, -2019), 1)
                .putCounts(UsageKey.refused(SCOPE, -4010), 7)
                .putCounts(UsageKey.issued(TestScope.of(OTHER)), 100)
                .build());
        store.add(batch(WRITER, 2).putCounts(UsageKey.issued(SCOPE), 10).build());
    }

    private static void addsUp(Stores stores) {
        UsageStore store = stores.usage();
        addAll(store);
        Usage.Line total = store.find(query().account(ID).build()).total();
        assertEquals(22, total.issued());
        assertEquals(2, total.redeemed());
        assertEquals(ImmutableSortedMap.of(-2019, 7L, -4010, 7L), total.refusals());
        assertEquals(14, total.refused());
        assertEquals(OptionalLong.of(0), total.cookies());

        List<Usage.Line> days =
                store.find(query().account(ID).by(Grouping.DAY).build()).lines();
        assertEquals(
                List.of(Optional.of(DAY), Optional.of(DAY.plusDays(1))),
                days.stream().map(Usage.Line::day).toList());
        assertEquals(List.of(17L, 5L), days.stream().map(Usage.Line::issued).toList());

        List<Usage.Line> drms =
                store.find(query().account(ID).by(Grouping.DRM).build()).lines();
        assertEquals(
                List.of(Optional.of(SCOPE.drm()), Optional.of(OTHER_DRM.drm())),
                drms.stream().map(Usage.Line::drm).toList());
        assertEquals(List.of(18L, 4L), drms.stream().map(Usage.Line::issued).toList());
    }

    private static void restricts(Stores stores) {
        UsageStore store = stores.usage();
        assertEquals(0, store.find(query().build()).total().issued());
        addAll(store);
        assertEquals(122, store.find(query().build()).total().issued());
        assertEquals(OptionalLong.empty(), store.find(query().build()).total().cookies());
        assertEquals(100, store.find(query().account(OTHER).build()).total().issued());
        assertEquals(117, store.find(query().lastDay(DAY).build()).total().issued());
        assertEquals(
                5, store.find(query().firstDay(DAY.plusDays(1)).build()).total().issued());
        Usage.Line test =
                store.find(query().environment(Environment.TEST).build()).total();
        assertEquals(0, test.issued());
        assertEquals(1, test.refused());
    }

    private static void addsOnce(Stores stores) {
        UsageStore store = stores.usage();
        UsageBatch first = batch(WRITER, 1)
                .putCounts(UsageKey.issued(SCOPE), 3)
                .putCookies(new CookieDay(ID, Environment.TEST, DAY), cookies(store, "a"))
                .build();
        store.add(first);
        store.add(first);
        assertEquals(3, store.find(query().build()).total().issued());

        store.add(batch(new UUID(3, 4), 1).putCounts(UsageKey.issued(SCOPE), 10).build());
        assertEquals(13, store.find(query().build()).total().issued());
        store.add(batch(WRITER, 2).putCounts(UsageKey.issued(SCOPE), 100).build());
        store.add(first);
        assertEquals(113, store.find(query().build()).total().issued());
    }

    private static void countsCookies(Stores stores) {
        UsageStore store = stores.usage();
        CookieDay today = new CookieDay(ID, Environment.PRODUCTION, DAY);
        CookieDay tomorrow = new CookieDay(ID, Environment.PRODUCTION, DAY.plusDays(1));
        CookieDay test = new CookieDay(ID, Environment.TEST, DAY);
        store.add(batch(WRITER, 1)
                .putCookies(today, cookies(store, "a", "b", "a"))
                .putCookies(test, cookies(store, "b", "t"))
                .putCookies(new CookieDay(OTHER, Environment.TEST, DAY), cookies(store, "o"))
                .build());
        store.add(batch(WRITER, 2)
                .putCookies(today, cookies(store, "b", "c"))
                .putCookies(tomorrow, cookies(store, "c", "d"))
                .build());

        Usage.Cookies all = store.find(query().account(ID).build()).cookies().orElseThrow();
        assertEquals(5, all.all());
        assertEquals(ImmutableSortedMap.of(DAY, 4L, DAY.plusDays(1), 2L), all.days());
        Usage production = store.find(query().account(ID)
                .environment(Environment.PRODUCTION)
                .by(Grouping.DAY)
                .lastDay(DAY)
                .build());
        assertEquals(OptionalLong.of(3), production.total().cookies());
    }

    private static void countsManyCookies(Stores stores) {
        UsageStore store = stores.usage();
        UsageStore.CookieSet many = store.newCookieSet();
        IntStream.range(0, MANY).forEach(i -> many.add("viewer-" + i));
        store.add(batch(WRITER, 1)
                .cookies(ImmutableMap.of(new CookieDay(ID, Environment.TEST, DAY), many))
                .build());
        long counted =
                store.find(query().account(ID).build()).cookies().orElseThrow().all();
        assertTrue(Math.abs(counted - MANY) <= MANY / 10, counted + " of " + MANY);
    }

    private static void addsFromManyThreads(Stores stores) {
        UsageStore store = stores.usage();
        ContractThreads.run(4, thread -> {
            for (int number = 1; number <= 10; number++) {
                store.add(batch(new UUID(5, thread), number)
                        .putCounts(UsageKey.issued(SCOPE), 1)
                        .putCounts(UsageKey.issued(TestScope.of(OTHER)), 1)
                        .putCookies(
                                new CookieDay(ID, Environment.TEST, DAY),
                                cookies(store, "thread-" + thread + "-" + number))
                        .build());
            }
        });
        Usage.Line total = store.find(query().account(ID).build()).total();
        assertEquals(40, total.issued());
        long cookies = total.cookies().orElseThrow();
        assertTrue(cookies >= 38 && cookies <= 42, cookies + " of 40");
    }

    private static void countsTakenTokens(Stores stores) {
        put(stores, ID, true);
        put(stores, OTHER, false);
        stores.balance().set(ID, 2);
        assertTrue(stores.balance().take(SCOPE));
        assertTrue(stores.balance().takeAtHand(OTHER_DRM) || stores.balance().take(OTHER_DRM));
        assertFalse(stores.balance().take(SCOPE));
        assertTrue(stores.balance().take(TestScope.of(OTHER)));
        stores.balance().set(ID, 0);
        assertEquals(
                List.of(1L, 1L),
                stores.usage().find(query().account(ID).by(Grouping.DRM).build()).lines().stream()
                        .map(Usage.Line::issued)
                        .toList());
        assertEquals(
                1, stores.usage().find(query().account(OTHER).build()).total().issued());
    }

    private static void put(Stores stores, AccountId id, boolean metered) {
        Account account = Account.builder().id(id).metered(metered).build();
        stores.accounts().change(id, before -> account);
    }

    private static void keeps(Stores stores) {
        put(stores, ID, true);
        addAll(stores.usage());
        assertTrue(stores.accounts().delete(ID));
        assertEquals(
                22, stores.usage().find(query().account(ID).build()).total().issued());
    }
}
