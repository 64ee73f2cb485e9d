package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** The tests that every {@link KeyStorage} passes. */
public final class KeyStorageContract {
    private static final AccountId ID = new AccountId(201_722);
    private static final AccountId OTHER = new AccountId(300_001);
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final KeyScope SCOPE = new KeyScope(ID, Environment.PRODUCTION, NOW);
    private static final KeyScope FOREIGN = new KeyScope(OTHER, Environment.PRODUCTION, NOW);
    private static final KeyScope TEST = new KeyScope(ID, Environment.TEST, NOW);

    private KeyStorageContract() {}

    /**
     * The tests.
     *
     * @param stores opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> stores) {
        return Stream.of(
                test("added_isThereAsItWas", stores, KeyStorageContract::added),
                test("added_whereTheIdIsTaken_answersWithTheOneThatHasIt", stores, KeyStorageContract::addedTwice),
                test("changed_isThereChanged", stores, KeyStorageContract::changed),
                test("changed_notThere_isEmpty", stores, KeyStorageContract::changedNotThere),
                test("change_thatThrows_leavesTheKeyAsItWas", stores, KeyStorageContract::changeThrows),
                test("change_ofTheId_isRefused", stores, KeyStorageContract::changeOfId),
                test("removed_isNotThere", stores, KeyStorageContract::removed),
                test("ofAnotherAccountOrEnvironment_isNotThere", stores, KeyStorageContract::foreign),
                test("expired_isAsGoodAsGone", stores, KeyStorageContract::expired),
                test("expiresWithinAMillisecond_isGoneAtItsBeginning", stores, KeyStorageContract::expiresFinely),
                test("expired_areCountedAndRemoved_aPageAtATime", stores, KeyStorageContract::expiredRemoved),
                test("putAll_addsAndReplaces", stores, KeyStorageContract::putAll),
                test("putAll_ofNothing_changesNothing", stores, KeyStorageContract::putNothing),
                test("list_goesByIdPageByPage", stores, KeyStorageContract::list),
                test("list_isInTheOrderOfUnsignedBytes", stores, KeyStorageContract::listExtremes),
                test("list_endsWithTheKeyThatFillsThePage", stores, KeyStorageContract::listByBytes),
                test("findAll_hasTheWrappedKeysThatAreThere", stores, KeyStorageContract::findAll),
                test("get_ofAThousand_hasThoseThatAreThere", stores, KeyStorageContract::getMany),
                test("find_isTheWrappedKey", stores, KeyStorageContract::find),
                test("addedByManyAtOnce_isAddedOnce", stores, KeyStorageContract::addedAtOnce),
                test(
                        "addedAndRemovedByManyAtOnce_isAddedAsOftenAsItIsFree",
                        stores,
                        KeyStorageContract::addedAndRemoved),
                test("changedByManyAtOnce_losesNoChange", stores, KeyStorageContract::changedAtOnce));
    }

    private static DynamicTest test(String name, Supplier<Stores> places, Consumer<KeyStorage> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = places.get()) {
                create(stores.accounts(), ID);
                create(stores.accounts(), OTHER);
                body.accept(stores.keys());
            }
        });
    }

    private static void create(AccountStore accounts, AccountId id) {
        accounts.change(id, none -> Account.builder().id(id).build());
    }

    /** A key with a value in every field; different numbers make different ones. */
    public static StoredKey full(int number) {
        return bare(number)
                .kekId("#1.afe008a381bdac03b412a92d54b92ddf")
                .info("ünïcode '\"; DROP TABLE \uD83D\uDD11 " + number)
                .contentId("")
                .expiration(KeyExpiration.parse("2026-01-01T14:00:00.124+02:00").value())
                .build();
    }

    private static StoredKey.Builder bare(int number) {
        byte[] ek = new byte[WrappedKey.BYTES];
        Arrays.fill(ek, (byte) number);
        return StoredKey.builder()
                .kid(KeyId.ofString("key " + number))
                .ek(WrappedKey.of(ek))
                .lastUpdate(NOW);
    }

    private static Optional<StoredKey> one(KeyStorage keys, KeyScope scope, KeyId kid) {
        return Optional.ofNullable(keys.get(scope, Set.of(kid)).get(kid));
    }

    private static void added(KeyStorage keys) {
        StoredKey bare = bare(2).build();
        assertEquals(Optional.empty(), keys.add(SCOPE, full(1)));
        assertEquals(Optional.empty(), keys.add(SCOPE, bare));
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, full(1).kid()));
        assertEquals(Optional.of(bare), one(keys, SCOPE, bare.kid()));
        assertEquals(2, keys.count(SCOPE));
    }

    /** Of ten keys, those with even numbers have expired a millisecond later. */
    private static void expiredRemoved(KeyStorage keys) {
        IntStream.range(0, 10).forEach(i -> keys.add(SCOPE, i % 2 == 0 ? full(i) : bare(i).build()));
        keys.add(FOREIGN, full(1));
        keys.add(TEST, full(1));
        KeyScope later = new KeyScope(ID, Environment.PRODUCTION, NOW.plusMillis(1));

        assertEquals(
                new ExpiredKeys(0, Optional.empty()), keys.removeExpired(SCOPE, new KeyPage(Optional.empty(), 11)));
        assertEquals(10, keys.count(SCOPE));
        assertEquals(5, eachPage(keys::findExpired, later));
        assertEquals(10, keys.count(SCOPE), "counting removes none");
        assertEquals(5, eachPage(keys::removeExpired, later));
        assertEquals(0, eachPage(keys::removeExpired, later));
        assertEquals(5, keys.count(SCOPE), "even for those to whom they had not expired");
        assertEquals(1, keys.count(FOREIGN));
        assertEquals(1, keys.count(TEST));
    }

    /** The sum of all pages, of which each looks at three keys. */
    private static long eachPage(BiFunction<KeyScope, KeyPage, ExpiredKeys> query, KeyScope scope) {
        long sum = 0;
        Optional<KeyId> last = Optional.empty();
        do {
            ExpiredKeys part = query.apply(scope, new KeyPage(last, 3));
            sum += part.number();
            assertTrue(part.number() <= 3, "a page has three keys");
            last = part.last();
        } while (last.isPresent());
        return sum;
    }

    private static void addedTwice(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        StoredKey other = bare(2).kid(full(1).kid()).build();
        assertEquals(Optional.of(full(1)), keys.add(SCOPE, other));
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, full(1).kid()));
        assertEquals(1, keys.count(SCOPE));
    }

    private static void changed(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        keys.add(SCOPE, full(2));
        StoredKey after = bare(3).kid(full(1).kid()).info("new").build();
        assertEquals(Optional.of(after), keys.change(SCOPE, full(1).kid(), before -> {
            assertEquals(full(1), before);
            return after;
        }));
        assertEquals(Optional.of(after), one(keys, SCOPE, full(1).kid()));
        assertEquals(Optional.of(full(2)), one(keys, SCOPE, full(2).kid()));
    }

    private static void changedNotThere(KeyStorage keys) {
        assertEquals(Optional.empty(), keys.change(SCOPE, full(1).kid(), before -> full(1)));
        assertEquals(0, keys.count(SCOPE));
    }

    private static void changeThrows(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        IllegalStateException thrown = new IllegalStateException("no");
        assertEquals(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> keys.change(SCOPE, full(1).kid(), before -> {
                            throw thrown;
                        })));
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, full(1).kid()));
    }

    private static void changeOfId(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        assertThrows(IllegalArgumentException.class, () -> keys.change(SCOPE, full(1).kid(), before -> full(2)));
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, full(1).kid()));
    }

    private static void removed(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        keys.add(SCOPE, full(2));
        assertTrue(keys.remove(SCOPE, full(1).kid()));
        assertFalse(keys.remove(SCOPE, full(1).kid()));
        assertEquals(Optional.empty(), one(keys, SCOPE, full(1).kid()));
        assertEquals(ImmutableList.of(full(2)), keys.list(SCOPE, new KeyPage(Optional.empty(), 10)));
    }

    private static void foreign(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        KeyId kid = full(1).kid();
        for (KeyScope other : List.of(FOREIGN, TEST)) {
            assertEquals(ImmutableMap.of(), keys.get(other, Set.of(kid)));
            assertEquals(Optional.empty(), keys.find(other, kid));
            assertEquals(Optional.empty(), keys.change(other, kid, before -> before));
            assertFalse(keys.remove(other, kid));
            assertEquals(ImmutableList.of(), keys.list(other, new KeyPage(Optional.empty(), 10)));
            assertEquals(0, keys.count(other));
            StoredKey own = bare(9).kid(kid).build();
            assertEquals(Optional.empty(), keys.add(other, own));
            assertEquals(Optional.of(own), one(keys, other, kid));
        }
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, kid));
    }

    /** {@link #full} expires a millisecond after {@link #NOW}. */
    private static void expired(KeyStorage keys) {
        KeyId kid = full(1).kid();
        keys.add(SCOPE, full(1));
        assertEquals(Optional.of(full(1)), one(keys, SCOPE, kid));

        KeyScope later = new KeyScope(ID, Environment.PRODUCTION, NOW.plusMillis(1));
        assertEquals(Optional.empty(), one(keys, later, kid));
        assertEquals(Optional.empty(), keys.find(later, kid));
        assertEquals(Optional.empty(), keys.change(later, kid, before -> before));
        assertEquals(ImmutableList.of(), keys.list(later, new KeyPage(Optional.empty(), 10)));
        assertEquals(0, keys.count(later));
        assertFalse(keys.remove(later, kid));

        keys.putAll(SCOPE, List.of(full(1)));
        StoredKey next = bare(2).kid(kid).build();
        assertEquals(Optional.empty(), keys.add(later, next));
        assertEquals(Optional.of(next), one(keys, SCOPE, kid));
    }

    private static void expiresFinely(KeyStorage keys) {
        StoredKey key = bare(1).expiration(
                        KeyExpiration.parse("2026-01-01T12:00:00.124999999").value())
                .build();
        keys.add(SCOPE, key);
        assertEquals(Optional.of(key), one(keys, SCOPE, key.kid()));
        KeyScope later = new KeyScope(ID, Environment.PRODUCTION, NOW.plusMillis(1));
        assertEquals(Optional.empty(), one(keys, later, key.kid()));
    }

    private static void putAll(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        StoredKey replaced = bare(7).kid(full(1).kid()).build();
        StoredKey last = bare(8).kid(full(2).kid()).build();
        keys.putAll(SCOPE, List.of(replaced, full(2), full(3), last));
        assertEquals(
                ImmutableSet.of(replaced, last, full(3)),
                ImmutableSet.copyOf(keys.list(SCOPE, new KeyPage(Optional.empty(), 10))));
        assertEquals(0, keys.count(TEST));
    }

    private static void putNothing(KeyStorage keys) {
        keys.putAll(SCOPE, List.of());
        assertEquals(0, keys.count(SCOPE));
        assertEquals(ImmutableMap.of(), keys.get(SCOPE, Set.of()));
    }

    private static void list(KeyStorage keys) {
        ImmutableList<StoredKey> sorted = IntStream.range(0, 25)
                .mapToObj(KeyStorageContract::full)
                .sorted(Comparator.comparing(StoredKey::kid))
                .collect(ImmutableList.toImmutableList());
        keys.putAll(SCOPE, sorted.reverse());
        assertEquals(25, keys.count(SCOPE));
        assertEquals(sorted, keys.list(SCOPE, new KeyPage(Optional.empty(), 25)));
        assertEquals(sorted.subList(0, 10), keys.list(SCOPE, new KeyPage(Optional.empty(), 10)));
        assertEquals(
                sorted.subList(10, 20),
                keys.list(SCOPE, new KeyPage(Optional.of(sorted.get(9).kid()), 10)));
        assertEquals(
                ImmutableList.of(),
                keys.list(SCOPE, new KeyPage(Optional.of(sorted.get(24).kid()), 10)));
        keys.remove(SCOPE, sorted.get(9).kid());
        assertEquals(
                sorted.subList(10, 20),
                keys.list(SCOPE, new KeyPage(Optional.of(sorted.get(9).kid()), 10)));
    }

    private static void listExtremes(KeyStorage keys) {
        ImmutableList<StoredKey> sorted = Stream.of("00", "01", "7f", "80", "ff")
                .flatMap(first -> Stream.of("00", "7f", "80", "ff").map(last -> first + "0".repeat(28) + last))
                .<StoredKey>map(kid -> bare(1).kid(KeyId.parse(kid).value()).build())
                .collect(ImmutableList.toImmutableList());
        sorted.reverse().forEach(key -> keys.add(SCOPE, key));
        assertEquals(sorted, keys.list(SCOPE, new KeyPage(Optional.empty(), 100)));
        for (int i = 0; i < sorted.size(); i++) {
            KeyPage page = new KeyPage(Optional.of(sorted.get(i).kid()), 100);
            assertEquals(sorted.subList(i + 1, sorted.size()), keys.list(SCOPE, page));
        }
    }

    private static void listByBytes(KeyStorage keys) {
        ImmutableList<StoredKey> sorted = IntStream.range(0, 10)
                .<StoredKey>mapToObj(
                        number -> bare(number).info("i".repeat(1_000)).build())
                .sorted(Comparator.comparing(StoredKey::kid))
                .collect(ImmutableList.toImmutableList());
        keys.putAll(SCOPE, sorted);
        long three = 3 * sorted.get(0).approximateBytes();
        assertEquals(sorted.subList(0, 1), keys.list(SCOPE, new KeyPage(Optional.empty(), 10, 1)));
        assertEquals(sorted.subList(0, 3), keys.list(SCOPE, new KeyPage(Optional.empty(), 10, three)));
        assertEquals(sorted.subList(0, 4), keys.list(SCOPE, new KeyPage(Optional.empty(), 10, three + 1)));
        assertEquals(sorted.subList(0, 2), keys.list(SCOPE, new KeyPage(Optional.empty(), 2, three)));
        Optional<KeyId> seventh = Optional.of(sorted.get(6).kid());
        assertEquals(sorted.subList(7, 10), keys.list(SCOPE, new KeyPage(seventh, 10, three + 1)));
    }

    private static void findAll(KeyStorage keys) {
        ImmutableList<StoredKey> stored =
                IntStream.range(0, 150).mapToObj(KeyStorageContract::full).collect(ImmutableList.toImmutableList());
        keys.putAll(SCOPE, stored);
        ImmutableSet<KeyId> wanted =
                IntStream.range(100, 300).mapToObj(number -> full(number).kid()).collect(ImmutableSet.toImmutableSet());
        assertEquals(
                stored.subList(100, 150).stream().collect(ImmutableMap.toImmutableMap(StoredKey::kid, StoredKey::ek)),
                keys.findAll(SCOPE, wanted));
        assertEquals(ImmutableMap.of(), keys.findAll(FOREIGN, wanted));
        assertEquals(ImmutableMap.of(), keys.findAll(SCOPE, Set.of()));
    }

    private static void getMany(KeyStorage keys) {
        ImmutableList<StoredKey> stored =
                IntStream.range(0, 500).mapToObj(KeyStorageContract::full).collect(ImmutableList.toImmutableList());
        keys.putAll(SCOPE, stored);
        ImmutableSet<KeyId> wanted =
                IntStream.range(0, 1_000).mapToObj(number -> full(number).kid()).collect(ImmutableSet.toImmutableSet());
        assertEquals(
                stored.stream().collect(ImmutableMap.toImmutableMap(StoredKey::kid, key -> key)),
                keys.get(SCOPE, wanted));
    }

    private static void find(KeyStorage keys) {
        keys.add(SCOPE, full(1));
        assertEquals(Optional.of(full(1).ek()), keys.find(SCOPE, full(1).kid()));
        assertEquals(Optional.empty(), keys.find(SCOPE, full(2).kid()));
    }

    private static void addedAtOnce(KeyStorage keys) {
        AtomicInteger added = new AtomicInteger();
        ContractThreads.run(4, thread -> {
            for (int i = 0; i < 20; i++) {
                StoredKey own = bare(thread).kid(KeyId.ofString("shared " + i)).build();
                Optional<StoredKey> present = keys.add(SCOPE, own);
                added.addAndGet(present.isEmpty() ? 1 : 0);
                assertEquals(Optional.of(present.orElse(own)), one(keys, SCOPE, own.kid()));
            }
        });
        assertEquals(20, added.get());
    }

    private static void addedAndRemoved(KeyStorage keys) {
        AtomicInteger added = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        ContractThreads.run(4, thread -> {
            for (int i = 0; i < 25; i++) {
                if (thread % 2 == 0) {
                    added.addAndGet(keys.add(SCOPE, full(1)).isEmpty() ? 1 : 0);
                } else {
                    removed.addAndGet(keys.remove(SCOPE, full(1).kid()) ? 1 : 0);
                }
            }
        });
        assertEquals(added.get() - removed.get(), keys.count(SCOPE));
    }

    private static void changedAtOnce(KeyStorage keys) {
        StoredKey counter = bare(1).info("0").build();
        keys.add(SCOPE, counter);
        ContractThreads.run(4, thread -> {
            for (int i = 0; i < 20; i++) {
                keys.change(
                        SCOPE,
                        counter.kid(),
                        before -> StoredKey.builder()
                                .from(before)
                                .info(Integer.toString(
                                        1 + Integer.parseInt(before.info().orElseThrow())))
                                .build());
            }
        });
        assertEquals(
                Optional.of("80"), one(keys, SCOPE, counter.kid()).orElseThrow().info());
    }
}
