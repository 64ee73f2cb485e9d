package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.testing.Bits;

/** The tests that every {@link AccountStore} passes. */
public final class AccountStoreContract {
    private static final AccountId ID = new AccountId(201_722);
    private static final AccountId OTHER_ID = new AccountId(999_999_999_999_999_999L);

    private AccountStoreContract() {}

    /**
     * The tests.
     *
     * @param empty opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> empty) {
        return Stream.of(
                test("changes_ofAnEmptyStore_areNone", empty, AccountStoreContract::emptyStore),
                test("change_ofAnUnknownAccount_createsIt", empty, AccountStoreContract::createsAccount),
                test("change_ofEveryField_isReadBack", empty, AccountStoreContract::roundTrip),
                test("change_toFewerFields_leavesNothingBehind", empty, AccountStoreContract::fewerFields),
                test("change_ofAKnownAccount_isGivenItAsStored", empty, AccountStoreContract::givenAsStored),
                test("changesAfter_aRevision_areThoseMadeSince", empty, AccountStoreContract::changesSince),
                test("changesAfter_theLatestRevision_areNone", empty, AccountStoreContract::nothingSince),
                test("change_whoseFunctionThrows_changesNothing", empty, AccountStoreContract::throwingFunction),
                test("change_toAnotherId_isRefused", empty, AccountStoreContract::otherId),
                test("change_toMetered_beginsWithABalanceOfNone", empty, AccountStoreContract::becomesMetered),
                test("change_ofAMeteredAccount_keepsItsBalance", empty, AccountStoreContract::staysMetered),
                test("change_toUnlimitedAndBack_forgetsTheBalance", empty, AccountStoreContract::metersAnew),
                test("change_byManyThreads_losesNone", empty, AccountStoreContract::manyThreads),
                test("change_byManyThreads_showsEachRevisionOnce", empty, AccountStoreContract::readerAmongWriters));
    }

    private static DynamicTest test(String name, Supplier<Stores> empty, Consumer<Stores> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = empty.get()) {
                body.accept(stores);
            }
        });
    }

    /** An account that has something in every field. */
    public static Account full(AccountId id) {
        return Account.builder()
                .id(id)
                .name("Kino Größenwahn \"1\" 'x'; 映画館")
                .active(false)
                .metered(true)
                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                .putOptions(new DrmId("fp"), DrmOption.DISABLED)
                .putOptions(new DrmId("pr"), DrmOption.ABSENT)
                .addAuthenticators(authenticator(Environment.TEST, 2))
                .addAuthenticators(authenticator(Environment.PRODUCTION, 1))
                .addAuthenticators(authenticator(Environment.TEST, 0))
                .addAllowedNetworks(Network.parse("10.20.0.0/16").orElseThrow())
                .addAllowedNetworks(Network.parse("2001:db8::/32").orElseThrow())
                .addAllowedNetworks(Network.parse("192.0.2.7").orElseThrow())
                .putDefaults(new DrmId("wv"), ImmutableMap.of("securityLevel", "5", "empty", ""))
                .putDefaults(new DrmId("fp"), ImmutableMap.of("securityLevel", "1"))
                .putDrmSettings(new DrmId("fp"), ImmutableMap.of("one", "yes", "other", "no"))
                .putDrmSettings(new DrmId("wv"), ImmutableMap.of("one", "x y"))
                .persistence(true)
                .rate(RateLimit.parse("1000000/h burst 999999"))
                .sealedKek(SealedKek.of(Bits.counting(0xf0, 37)))
                .build();
    }

    private static Authenticator authenticator(Environment environment, int first) {
        byte[] hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (first + 9 * i);
        }
        return new Authenticator(environment, AuthenticatorHash.of(hash));
    }

    private static Account plain(AccountId id) {
        return Account.builder().id(id).build();
    }

    private static void put(Stores stores, Account account) {
        stores.accounts().change(account.id(), before -> account);
    }

    private static Optional<Account> stored(Stores stores, AccountId id) {
        return stores.accounts().changesAfter(0).accounts().stream()
                .filter(account -> account.id().equals(id))
                .findFirst();
    }

    private static long revision(Stores stores) {
        return stores.accounts().changesAfter(0).revision();
    }

    private static void emptyStore(Stores stores) {
        assertEquals(Set.of(), Set.copyOf(stores.accounts().changesAfter(0).accounts()));
    }

    private static void createsAccount(Stores stores) {
        Account created = stores.accounts().change(ID, before -> {
            assertEquals(Optional.empty(), before);
            return plain(ID);
        });

        assertEquals(plain(ID), created);
        assertEquals(Optional.of(plain(ID)), stored(stores, ID));
    }

    private static void roundTrip(Stores stores) {
        put(stores, full(ID));
        put(stores, full(OTHER_ID));

        assertEquals(Optional.of(full(ID)), stored(stores, ID));
        assertEquals(Optional.of(full(OTHER_ID)), stored(stores, OTHER_ID));
    }

    private static void fewerFields(Stores stores) {
        put(stores, full(ID));
        put(stores, plain(ID));

        assertEquals(Optional.of(plain(ID)), stored(stores, ID));
    }

    private static void givenAsStored(Stores stores) {
        put(stores, full(ID));

        stores.accounts().change(ID, before -> {
            assertEquals(Optional.of(full(ID)), before);
            return before.orElseThrow();
        });
    }

    private static void changesSince(Stores stores) {
        put(stores, plain(ID));
        long first = revision(stores);
        put(stores, full(OTHER_ID));

        AccountChanges changes = stores.accounts().changesAfter(first);

        assertTrue(changes.revision() > first, "a change makes the revision grow");
        assertEquals(Set.of(full(OTHER_ID)), Set.copyOf(changes.accounts()));
        assertEquals(2, stores.accounts().changesAfter(0).accounts().size());
    }

    private static void nothingSince(Stores stores) {
        put(stores, full(ID));
        long latest = revision(stores);
        stores.balance().credit(ID, 5);
        stores.balance().take(TestScope.of(ID));

        AccountChanges changes = stores.accounts().changesAfter(latest);

        assertEquals(latest, changes.revision(), "a balance is no part of an account");
        assertEquals(Set.of(), Set.copyOf(changes.accounts()));
    }

    private static void throwingFunction(Stores stores) {
        put(stores, full(ID));
        long before = revision(stores);
        IllegalStateException thrown = new IllegalStateException("no");

        IllegalStateException caught = assertThrows(
                IllegalStateException.class,
                () -> stores.accounts().change(ID, account -> {
                    throw thrown;
                }));

        assertSame(thrown, caught);
        assertEquals(before, revision(stores));
        assertEquals(Optional.of(full(ID)), stored(stores, ID));
    }

    private static void otherId(Stores stores) {
        assertThrows(IllegalArgumentException.class, () -> stores.accounts().change(ID, before -> plain(OTHER_ID)));

        assertEquals(Optional.empty(), stored(stores, ID));
        assertEquals(Optional.empty(), stored(stores, OTHER_ID));
    }

    private static void becomesMetered(Stores stores) {
        put(stores, plain(ID));
        assertEquals(OptionalLong.empty(), stores.balance().remaining(ID));

        put(stores, full(ID));
        assertEquals(OptionalLong.of(0), stores.balance().remaining(ID));
    }

    private static void staysMetered(Stores stores) {
        put(stores, full(ID));
        stores.balance().set(ID, 42);

        stores.accounts()
                .change(
                        ID,
                        before -> Account.builder()
                                .from(before.orElseThrow())
                                .name("another")
                                .build());

        assertEquals(OptionalLong.of(42), stores.balance().remaining(ID));
    }

    private static void metersAnew(Stores stores) {
        put(stores, full(ID));
        stores.balance().set(ID, 42);
        put(stores, plain(ID));
        assertEquals(OptionalLong.empty(), stores.balance().remaining(ID));

        put(stores, full(ID));
        assertEquals(OptionalLong.of(0), stores.balance().remaining(ID));
    }

    private static void manyThreads(Stores stores) {
        put(stores, plain(ID));

        ContractThreads.run(8, thread -> {
            for (int i = 0; i < 10; i++) {
                stores.accounts().change(ID, before -> lengthened(before.orElseThrow()));
            }
        });

        assertEquals(80, stored(stores, ID).orElseThrow().name().length());
    }

    private static Account lengthened(Account account) {
        return Account.builder().from(account).name(account.name() + "x").build();
    }

    private static void readerAmongWriters(Stores stores) {
        Set<AccountId> seen = new HashSet<>();
        ContractThreads.run(4, thread -> {
            if (thread == 0) {
                follow(stores, seen, 30);
            } else {
                for (int i = 1; i <= 10; i++) {
                    put(stores, full(new AccountId(100L * thread + i)));
                }
            }
        });

        assertEquals(30, seen.size());
    }

    /** Asks for the changes since the last answer until it has seen all accounts, as core's account directory does. */
    private static void follow(Stores stores, Set<AccountId> seen, int all) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        long revision = 0;
        while (seen.size() < all && System.nanoTime() < deadline) {
            AccountChanges changes = stores.accounts().changesAfter(revision);
            changes.accounts().forEach(account -> assertTrue(seen.add(account.id()), "seen twice"));
            revision = changes.revision();
        }
    }
}
