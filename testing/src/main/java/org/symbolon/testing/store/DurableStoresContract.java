package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/**
 * The tests that stores pass which keep their data when the process ends, and which several nodes use at the same time.
 */
public final class DurableStoresContract {
    private static final AccountId ID = new AccountId(201_722);
    private static final KeyScope KEYS = new KeyScope(ID, Environment.TEST, Instant.parse("2026-01-01T00:00:00Z"));

    private static final CredentialId CREDENTIAL = CredentialId.of(ID, new DrmId("fp"), "main");

    private DurableStoresContract() {}

    /**
     * The tests.
     *
     * @param places makes a new empty place, such as a database; the supplier that it returns opens the stores there,
     *     any number of times
     */
    public static Stream<DynamicTest> tests(Supplier<Supplier<Stores>> places) {
        return Stream.of(
                test("reopened_hasAccountsRevisionsAndBalances", places, DurableStoresContract::reopened),
                test("openedTwice_seesWhatTheOtherChanges", places, DurableStoresContract::shared),
                test("reopened_hasKeys", places, DurableStoresContract::reopenedKeys),
                test("openedTwice_seesTheKeysOfTheOther", places, DurableStoresContract::sharedKeys),
                test("openedTwice_losesNoChangeOfAKey", places, DurableStoresContract::changesKeysFromBoth),
                test("openedTwice_addsAKeyOnce", places, DurableStoresContract::addsKeysFromBoth),
                test("openedTwice_neverOversells", places, DurableStoresContract::takesFromBoth),
                test("openedByManyAtOnce_onAnEmptyPlace_allComeUp", places, DurableStoresContract::openedAtOnce),
                test("reopened_hasCredentialsAndRecords", places, DurableStoresContract::reopenedCredentials),
                test(
                        "openedTwice_seesCredentialsAndRecordsOfTheOther",
                        places,
                        DurableStoresContract::sharedCredentials),
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
            stores.balance().take(TestScope.of(ID));
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

    private static StoredKey key(String name) {
        return StoredKey.builder()
                .from(KeyStorageContract.full(7))
                .kid(KeyId.ofString(name))
                .build();
    }

    private static Optional<StoredKey> stored(Stores stores, StoredKey key) {
        return Optional.ofNullable(stores.keys().get(KEYS, Set.of(key.kid())).get(key.kid()));
    }

    private static void reopenedKeys(Supplier<Stores> place) {
        List<StoredKey> several = IntStream.range(0, 10)
                .mapToObj(KeyStorageContract::full)
                .sorted(Comparator.comparing(StoredKey::kid))
                .toList();
        try (Stores stores = place.get()) {
            stores.accounts().change(ID, none -> AccountStoreContract.full(ID));
            stores.keys().add(KEYS, key("added"));
            stores.keys().add(KEYS, key("removed"));
            stores.keys().remove(KEYS, key("removed").kid());
            stores.keys().putAll(KEYS, several);
        }
        try (Stores stores = place.get()) {
            assertEquals(Optional.of(key("added")), stored(stores, key("added")));
            assertEquals(Optional.empty(), stored(stores, key("removed")));
            stores.keys().remove(KEYS, key("added").kid());
            assertEquals(several, stores.keys().list(KEYS, new KeyPage(Optional.empty(), 100)));
        }
    }

    private static void sharedKeys(Supplier<Stores> place) {
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.accounts().change(ID, none -> AccountStoreContract.full(ID));
            one.keys().add(KEYS, key("shared"));
            assertEquals(Optional.of(key("shared")), stored(two, key("shared")));
            assertEquals(Optional.of(key("shared")), two.keys().add(KEYS, key("shared")));
            two.keys().remove(KEYS, key("shared").kid());
            assertEquals(Optional.empty(), stored(one, key("shared")));
        }
    }

    private static void changesKeysFromBoth(Supplier<Stores> place) {
        StoredKey counter = StoredKey.builder().from(key("counter")).info("").build();
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.accounts().change(ID, none -> AccountStoreContract.full(ID));
            one.keys().add(KEYS, counter);
            List<Stores> both = List.of(one, two);
            ContractThreads.run(8, thread -> {
                for (int i = 0; i < 25; i++) {
                    both.get(thread % 2).keys().change(KEYS, counter.kid(), DurableStoresContract::longer);
                }
            });
            assertEquals(
                    200,
                    stored(one, counter).flatMap(StoredKey::info).orElseThrow().length());
        }
    }

    private static StoredKey longer(StoredKey key) {
        return StoredKey.builder()
                .from(key)
                .info(key.info().orElseThrow() + "x")
                .build();
    }

    private static void addsKeysFromBoth(Supplier<Stores> place) {
        AtomicInteger added = new AtomicInteger();
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.accounts().change(ID, none -> AccountStoreContract.full(ID));
            List<Stores> both = List.of(one, two);
            ContractThreads.run(8, thread -> {
                for (int i = 0; i < 25; i++) {
                    StoredKey own = StoredKey.builder()
                            .from(key("key " + i))
                            .info("of " + thread)
                            .build();
                    KeyStorage keys = both.get(thread % 2).keys();
                    Optional<StoredKey> present = keys.add(KEYS, own);
                    added.addAndGet(present.isEmpty() ? 1 : 0);
                    assertEquals(
                            Optional.of(present.orElse(own)),
                            stored(both.get((thread + 1) % 2), own),
                            "the same for all");
                }
            });
            assertEquals(25, added.get());
            assertEquals(25, one.keys().count(KEYS));
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
                while (both.get(thread % 2).balance().take(TestScope.of(ID))) {
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

    private static void reopenedCredentials(Supplier<Stores> place) {
        CredentialStore.Snapshot before;
        try (Stores stores = place.get()) {
            stores.credentials().put(CREDENTIAL, CredentialStoreContract.sealed(1));
            stores.records().add(ImmutableList.of(RecordStoreContract.full(1)));
            before = stores.credentials().changedSince(0).orElseThrow();
        }
        try (Stores stores = place.get()) {
            assertEquals(Optional.of(before), stores.credentials().changedSince(0));
            assertEquals(ImmutableList.of(RecordStoreContract.full(1)), records(stores));
        }
    }

    private static ImmutableList<TransactionRecord> records(Stores stores) {
        return stores.records().find(RecordQuery.builder().build()).records();
    }

    private static void sharedCredentials(Supplier<Stores> place) {
        try (Stores one = place.get();
                Stores two = place.get()) {
            one.credentials().put(CREDENTIAL, CredentialStoreContract.sealed(1));
            CredentialStore.Snapshot seen = two.credentials().changedSince(0).orElseThrow();
            assertEquals(ImmutableMap.of(CREDENTIAL, CredentialStoreContract.sealed(1)), seen.credentials());
            two.credentials().remove(CREDENTIAL);
            assertEquals(
                    ImmutableMap.of(),
                    one.credentials()
                            .changedSince(seen.revision())
                            .orElseThrow()
                            .credentials());

            one.records().add(ImmutableList.of(RecordStoreContract.full(1)));
            two.records().add(ImmutableList.of(RecordStoreContract.full(2)));
            assertEquals(ImmutableList.of(RecordStoreContract.full(2), RecordStoreContract.full(1)), records(one));
            assertEquals(records(one), records(two));
        }
    }

    private static void closedTwice(Supplier<Stores> place) {
        Stores stores = place.get();
        stores.close();
        stores.close();
    }
}
