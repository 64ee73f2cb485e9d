package org.symbolon.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;

/** What stores do that outlive the process and that several nodes share. */
public final class DurableStoresContract {
    private static final AccountId ID = new AccountId(201_722);

    private DurableStoresContract() {}

    /**
     * The tests.
     *
     * @param places makes a place that holds nothing; what it supplies opens the stores there, any number of times
     */
    public static Stream<DynamicTest> tests(Supplier<Supplier<Stores>> places) {
        return Stream.of(
                test("reopened_hasAccountsRevisionsAndBalances", places, DurableStoresContract::reopened),
                test("openedTwice_seesWhatTheOtherChanges", places, DurableStoresContract::shared),
                test("openedTwice_neverOversells", places, DurableStoresContract::takesFromBoth),
                test("openedByManyAtOnce_onAnEmptyPlace_allComeUp", places, DurableStoresContract::openedAtOnce),
                test("closedTwice_isClosed", places, DurableStoresContract::closedTwice));
    }

    private static DynamicTest test(String name, Supplier<Supplier<Stores>> places, Consumer<Supplier<Stores>> body) {
        return dynamicTest(name, () -> body.accept(places.get()));
    }

    private static void reopened(Supplier<Stores> place) {
        AccountChanges before;
        try (Stores stores = place.get()) {
            stores.accounts().change(ID, none -> AccountStoreContract.full(ID));
            stores.balance().set(ID, 3);
            stores.balance().take(ID);
            before = stores.accounts().changesAfter(0);
        }
        try (Stores stores = place.get()) {
            assertEquals(before, stores.accounts().changesAfter(0));
            assertEquals(OptionalLong.of(2), stores.balance().remaining(ID));
        }
    }

    private static void shared(Supplier<Stores> place) {
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.accounts().change(ID, none -> AccountStoreContract.full(ID));
            assertEquals(
                    Set.of(AccountStoreContract.full(ID)),
                    Set.copyOf(two.accounts().changesAfter(0).accounts()));

            assertEquals(OptionalLong.of(5), two.balance().credit(ID, 5));
            assertEquals(OptionalLong.of(5), one.balance().remaining(ID));
        }
    }

    private static void takesFromBoth(Supplier<Stores> place) {
        AtomicInteger taken = new AtomicInteger();
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.accounts().change(ID, none -> AccountStoreContract.full(ID));
            one.balance().set(ID, 1_000);
            List<Stores> both = List.of(one, two);
            ContractThreads.run(16, thread -> {
                while (both.get(thread % 2).balance().take(ID)) {
                    taken.incrementAndGet();
                }
            });
        }
        assertEquals(1_000, taken.get());
    }

    private static void openedAtOnce(Supplier<Stores> place) {
        ContractThreads.run(4, thread -> {
            try (Stores stores = place.get()) {
                stores.accounts()
                        .change(
                                new AccountId(thread + 1),
                                none -> Account.builder()
                                        .id(new AccountId(thread + 1))
                                        .build());
            }
        });
        try (Stores stores = place.get()) {
            assertEquals(4, stores.accounts().changesAfter(0).accounts().size());
        }
    }

    private static void closedTwice(Supplier<Stores> place) {
        Stores stores = place.get();
        stores.close();
        stores.close();
    }
}
