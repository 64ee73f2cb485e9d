package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/**
 * The tests that every {@link AccountStore} passes together with the other ports of its store: an account is changed
 * with its balance, and deleted with all that belongs to it.
 */
public final class AccountBelongingsContract {
    private static final AccountId ID = new AccountId(201_722);
    private static final AccountId OTHER_ID = new AccountId(201_723);
    private static final DrmId FP = new DrmId("fp");

    private AccountBelongingsContract() {}

    /**
     * The tests.
     *
     * @param empty opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> empty) {
        return Stream.of(
                test("change_withABalance_makesBoth", empty, AccountBelongingsContract::changesBoth),
                test("change_withABalanceAfterTakes_replacesIt", empty, AccountBelongingsContract::replacesUsedBalance),
                test("change_withABalance_toUnlimited_hasNone", empty, AccountBelongingsContract::ignoresBalance),
                test("change_withABalance_thatThrows_changesNeither", empty, AccountBelongingsContract::changesNeither),
                test("delete_removesWhatBelongsToTheAccountAlone", empty, AccountBelongingsContract::deletes),
                test("delete_isAChangeThatOthersSee", empty, AccountBelongingsContract::showsDeletion),
                test("delete_ofAnUnknownAccount_isFalse", empty, AccountBelongingsContract::deletesNothing),
                test("delete_ofManyKeys_removesThemAll", empty, AccountBelongingsContract::deletesManyKeys),
                test("delete_afterTakes_endsTheBalance", empty, AccountBelongingsContract::deletesUsedBalance),
                test("accountOfADeletedId_beginsAnew", empty, AccountBelongingsContract::beginsAnew));
    }

    private static DynamicTest test(String name, Supplier<Stores> empty, Consumer<Stores> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = empty.get()) {
                body.accept(stores);
            }
        });
    }

    private static Function<Optional<Account>, Account> to(AccountId id, boolean metered) {
        return before -> Account.builder().id(id).metered(metered).build();
    }

    private static Set<Account> all(Stores stores) {
        return Set.copyOf(stores.accounts().changesAfter(0).accounts());
    }

    private static void changesBoth(Stores stores) {
        Account changed = stores.accounts().change(ID, to(ID, true), 7);

        assertEquals(Set.of(changed), all(stores));
        assertEquals(OptionalLong.of(7), stores.balance().remaining(ID));
        stores.accounts().change(ID, to(ID, true), 0);
        assertFalse(stores.balance().take(TestScope.of(ID)));
    }

    private static void replacesUsedBalance(Stores stores) {
        stores.accounts().change(ID, to(ID, true), 1_000);
        assertTrue(stores.balance().take(TestScope.of(ID)));

        stores.accounts().change(ID, to(ID, true), 2);

        assertEquals(OptionalLong.of(2), stores.balance().remaining(ID));
        assertTrue(stores.balance().take(TestScope.of(ID)));
        assertTrue(stores.balance().take(TestScope.of(ID)));
        assertFalse(stores.balance().take(TestScope.of(ID)));
    }

    private static void ignoresBalance(Stores stores) {
        stores.accounts().change(ID, to(ID, true), 7);
        stores.accounts().change(ID, to(ID, false), 8);

        assertEquals(OptionalLong.empty(), stores.balance().remaining(ID));
    }

    private static void changesNeither(Stores stores) {
        stores.accounts().change(ID, to(ID, true), 7);
        Set<Account> before = all(stores);

        assertThrows(
                IllegalStateException.class,
                () -> stores.accounts()
                        .change(
                                ID,
                                account -> {
                                    throw new IllegalStateException("no");
                                },
                                8));

        assertEquals(before, all(stores));
        assertEquals(OptionalLong.of(7), stores.balance().remaining(ID));
    }

    private static KeyScope scope(AccountId id, Environment environment) {
        return new KeyScope(id, environment, Instant.EPOCH);
    }

    private static void fill(Stores stores, AccountId id) {
        Account full = AccountStoreContract.full(id);
        stores.accounts().change(id, before -> full, 10);
        stores.credentials().put(CredentialId.of(id, FP, "main"), CredentialStoreContract.sealed(1));
        for (Environment environment : Environment.values()) {
            stores.keys().add(scope(id, environment), KeyStorageContract.full(1));
        }
    }

    private static void deletes(Stores stores) {
        fill(stores, ID);
        fill(stores, OTHER_ID);
        long credentials = stores.credentials().changedSince(-1).orElseThrow().revision();

        assertTrue(stores.accounts().delete(ID));

        assertEquals(Set.of(AccountStoreContract.full(OTHER_ID)), all(stores));
        assertEquals(OptionalLong.empty(), stores.balance().remaining(ID));
        assertEquals(OptionalLong.of(10), stores.balance().remaining(OTHER_ID));
        assertEquals(
                Set.of(CredentialId.of(OTHER_ID, FP, "main")),
                stores.credentials()
                        .changedSince(credentials)
                        .orElseThrow()
                        .credentials()
                        .keySet());
        for (Environment environment : Environment.values()) {
            assertEquals(0, stores.keys().count(scope(ID, environment)));
            assertEquals(1, stores.keys().count(scope(OTHER_ID, environment)));
        }
    }

    private static void showsDeletion(Stores stores) {
        fill(stores, ID);
        long known = stores.accounts().changesAfter(0).revision();

        stores.accounts().delete(ID);

        AccountChanges changes = stores.accounts().changesAfter(known);
        assertTrue(changes.revision() > known);
        assertEquals(Set.of(), Set.copyOf(changes.accounts()));
        assertEquals(ImmutableSet.of(ID), changes.deleted());
        assertEquals(
                ImmutableSet.of(),
                stores.accounts().changesAfter(changes.revision()).deleted());
    }

    private static void deletesNothing(Stores stores) {
        fill(stores, OTHER_ID);

        assertFalse(stores.accounts().delete(ID));

        assertEquals(1, all(stores).size());
        assertEquals(ImmutableSet.of(), stores.accounts().changesAfter(0).deleted());
    }

    private static void deletesManyKeys(Stores stores) {
        fill(stores, ID);
        stores.keys()
                .putAll(
                        scope(ID, Environment.TEST),
                        IntStream.range(0, 12_000)
                                .mapToObj(number -> StoredKey.builder()
                                        .from(KeyStorageContract.full(1))
                                        .kid(KeyId.ofString("many " + number))
                                        .build())
                                .toList());

        assertTrue(stores.accounts().delete(ID));

        assertEquals(0, stores.keys().count(scope(ID, Environment.TEST)));
        assertEquals(Set.of(), all(stores));
    }

    private static void deletesUsedBalance(Stores stores) {
        stores.accounts().change(ID, to(ID, true), 1_000);
        assertTrue(stores.balance().take(TestScope.of(ID)));

        assertTrue(stores.accounts().delete(ID));

        assertEquals(OptionalLong.empty(), stores.balance().remaining(ID));
        assertFalse(stores.accounts().delete(ID));
    }

    private static void beginsAnew(Stores stores) {
        fill(stores, ID);
        stores.accounts().delete(ID);

        stores.accounts().change(ID, to(ID, true));

        assertEquals(ImmutableSet.of(), stores.accounts().changesAfter(0).deleted());
        assertEquals(OptionalLong.of(0), stores.balance().remaining(ID));
        assertFalse(stores.balance().take(TestScope.of(ID)));
    }
}
