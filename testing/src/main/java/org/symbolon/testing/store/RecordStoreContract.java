package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.record.RecordCursor;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** The tests that every {@link RecordStore} passes. */
public final class RecordStoreContract {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AccountId ACCOUNT = new AccountId(201_722);
    private static final AccountId OTHER = new AccountId(300_001);

    private RecordStoreContract() {}

    /**
     * The tests.
     *
     * @param stores opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> stores) {
        return Stream.of(
                test("added_isThereAsItWas", stores, RecordStoreContract::added),
                test("add_ofNothing_addsNothing", stores, RecordStoreContract::addedNone),
                test("add_storesEachRecordOrReturnsIt", stores, RecordStoreContract::storedOrReturned),
                test("youngest_comesFirst_whateverTheOrderOfAdding", stores, RecordStoreContract::youngestFirst),
                test("ofOneInstant_theOneAddedLastComesFirst", stores, RecordStoreContract::sameInstant),
                test("query_findsByAccountAndEnvironment", stores, RecordStoreContract::byAccount),
                test("query_ofAnAccount_mixesItsEnvironmentsByTime", stores, RecordStoreContract::mixed),
                test("query_findsByTokenCookieAndReference", stores, RecordStoreContract::byName),
                test("query_goesPageByPage", stores, RecordStoreContract::pages),
                test("query_goesOnWhereAnotherOneEnded", stores, RecordStoreContract::cursors),
                test("removeBefore_leavesTheInstantItself", stores, RecordStoreContract::removeBefore),
                test("removeBefore_removesTheOldest_andSoManyAtMost", stores, RecordStoreContract::removeSome),
                test("addedByManyAtOnce_losesNone", stores, RecordStoreContract::atOnce));
    }

    private static DynamicTest test(String name, Supplier<Stores> places, Consumer<RecordStore> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = places.get()) {
                body.accept(stores.records());
            }
        });
    }

    /** A record with the required fields only; its time is {@code number} milliseconds after a fixed instant. */
    public static TransactionRecord.Builder bare(long number) {
        return TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .time(NOW.plusMillis(number))
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"));
    }

    /** A record with a value in every field; different numbers make different ones. */
    public static TransactionRecord full(int number) {
        return bare(number)
                .kind(RecordKind.REDEEM)
                .environment(Environment.TEST)
                .token(token(number))
                .account(ACCOUNT)
                .cookie("kü🍪'\"; DROP TABLE " + number)
                .code(-4010)
                .reference(reference(number))
                .explanation(Explanation.of("a \"rule\"", "ünïcode \uD83D\uDD11", "\u0000\n\ud800", ""))
                .putDevice("system id", "<4445>\u0001")
                .putDevice("", "")
                .build();
    }

    private static TokenId token(int number) {
        return new TokenId(-number, number);
    }

    private static Reference reference(int number) {
        return new Reference(String.format("%032x", number));
    }

    private static ImmutableList<TransactionRecord> find(
            RecordStore store, UnaryOperator<RecordQuery.Builder> question) {
        return store.find(question.apply(RecordQuery.builder()).build());
    }

    private static ImmutableList<TransactionRecord> all(RecordStore store) {
        return find(store, query -> query.length(RecordQuery.MOST));
    }

    private static ImmutableList<TransactionRecord> several(int count) {
        return IntStream.range(0, count)
                .<TransactionRecord>mapToObj(number -> bare(number).build())
                .collect(ImmutableList.toImmutableList());
    }

    private static void added(RecordStore store) {
        TransactionRecord plain = bare(0).build();
        assertEquals(ImmutableList.of(), store.add(ImmutableList.of(plain, full(1))), "every store takes these");
        assertEquals(ImmutableList.of(full(1), plain), all(store));
    }

    private static void addedNone(RecordStore store) {
        assertEquals(ImmutableList.of(), store.add(ImmutableList.of()));
        assertEquals(ImmutableList.of(), all(store));
    }

    /**
     * A store may refuse a record for ever, for instance because a text is too long for it; the records beside it are
     * stored.
     */
    private static void storedOrReturned(RecordStore store) {
        TransactionRecord first = bare(0).build();
        TransactionRecord huge = bare(1).cookie("x".repeat(2_000_000)).build();
        TransactionRecord last = full(2);

        ImmutableList<TransactionRecord> returned = store.add(ImmutableList.of(first, huge, last));

        assertTrue(
                returned.isEmpty() || returned.equals(ImmutableList.of(huge)), "only the record that it cannot take");
        assertEquals(
                returned.isEmpty() ? ImmutableList.of(last, huge, first) : ImmutableList.of(last, first), all(store));
    }

    private static void youngestFirst(RecordStore store) {
        store.add(ImmutableList.of(full(5), full(1)));
        store.add(ImmutableList.of(full(3)));
        assertEquals(ImmutableList.of(full(5), full(3), full(1)), all(store));
    }

    private static void sameInstant(RecordStore store) {
        List<TransactionRecord> marked = IntStream.range(0, 10)
                .<TransactionRecord>mapToObj(number ->
                        bare(0).cookie("no. " + number).account(ACCOUNT).build())
                .toList();
        store.add(ImmutableList.copyOf(marked.subList(0, 5)));
        store.add(ImmutableList.copyOf(marked.subList(5, 10)));
        assertEquals(Lists.reverse(marked), all(store));
        assertEquals(Lists.reverse(marked), find(store, query -> query.account(ACCOUNT)));
    }

    private static void byAccount(RecordStore store) {
        TransactionRecord stranger = bare(1).build();
        TransactionRecord own = bare(2).account(ACCOUNT).build();
        TransactionRecord others = bare(3).account(OTHER).build();
        TransactionRecord tested =
                bare(4).account(ACCOUNT).environment(Environment.TEST).build();
        store.add(ImmutableList.of(stranger, own, others, tested));

        assertEquals(
                ImmutableList.of(own),
                find(store, query -> query.account(ACCOUNT).environment(Environment.PRODUCTION)));
        assertEquals(
                ImmutableList.of(tested),
                find(store, query -> query.account(ACCOUNT).environment(Environment.TEST)));
        assertEquals(ImmutableList.of(tested), find(store, query -> query.environment(Environment.TEST)));
        assertEquals(
                ImmutableList.of(), find(store, query -> query.account(OTHER).environment(Environment.TEST)));
        assertEquals(ImmutableList.of(tested, others, own, stranger), all(store));
    }

    private static void mixed(RecordStore store) {
        List<TransactionRecord> mixed = IntStream.range(0, 20)
                .<TransactionRecord>mapToObj(number -> bare(number / 2)
                        .account(ACCOUNT)
                        .environment(number % 3 == 0 ? Environment.TEST : Environment.PRODUCTION)
                        .build())
                .toList();
        store.add(ImmutableList.copyOf(mixed));

        assertEquals(Lists.reverse(mixed), find(store, query -> query.account(ACCOUNT)));
        assertEquals(
                Lists.reverse(mixed).subList(3, 8),
                find(store, query -> query.account(ACCOUNT).start(3).length(5)));
    }

    private static void byName(RecordStore store) {
        store.add(ImmutableList.of(full(1), full(2), bare(0).build()));
        TransactionRecord issued = bare(9).token(token(1)).account(OTHER).build();
        store.add(ImmutableList.of(issued));

        assertEquals(ImmutableList.of(issued, full(1)), find(store, query -> query.token(token(1))));
        assertEquals(
                ImmutableList.of(full(1)),
                find(store, query -> query.token(token(1)).account(ACCOUNT)));
        assertEquals(ImmutableList.of(full(2)), find(store, query -> query.cookie(full(2).cookie())));
        assertEquals(ImmutableList.of(), find(store, query -> query.cookie("KÜ")));
        assertEquals(ImmutableList.of(full(2)), find(store, query -> query.reference(reference(2))));
        assertEquals(ImmutableList.of(), find(store, query -> query.reference(reference(3))));
        assertEquals(
                ImmutableList.of(),
                find(store, query -> query.reference(reference(2)).account(OTHER)));
        assertEquals(
                ImmutableList.of(full(1)),
                find(
                        store,
                        query -> query.account(ACCOUNT)
                                .environment(Environment.TEST)
                                .token(token(1))
                                .cookie(full(1).cookie())
                                .reference(reference(1))));
    }

    private static void pages(RecordStore store) {
        store.add(several(100));
        List<TransactionRecord> youngest = Lists.reverse(several(100));

        assertEquals(youngest.subList(0, 32), find(store, query -> query));
        assertEquals(
                youngest.subList(30, 37), find(store, query -> query.start(30).length(7)));
        assertEquals(youngest.subList(95, 100), find(store, query -> query.start(95)));
        assertEquals(ImmutableList.of(), find(store, query -> query.start(100)));
        assertEquals(ImmutableList.of(), find(store, query -> query.start(RecordQuery.LAST_START)));
    }

    /** Many records of few instants, so that pages end within an instant. */
    private static void cursors(RecordStore store) {
        store.add(IntStream.range(0, 40)
                .<TransactionRecord>mapToObj(number -> bare(number / 6)
                        .account(ACCOUNT)
                        .environment(number % 4 == 0 ? Environment.TEST : Environment.PRODUCTION)
                        .token(token(number % 2))
                        .cookie("no. " + number)
                        .build())
                .collect(ImmutableList.toImmutableList()));
        for (int length : new int[] {1, 2, 5, 6, 7, 39, 40}) {
            assertWalks(store, length, query -> query);
            assertWalks(store, length, query -> query.account(ACCOUNT));
            assertWalks(store, length, query -> query.account(ACCOUNT).environment(Environment.PRODUCTION));
            assertWalks(store, length, query -> query.token(token(1)));
        }
    }

    private static void assertWalks(RecordStore store, int length, UnaryOperator<RecordQuery.Builder> question) {
        ImmutableList<TransactionRecord> whole =
                find(store, query -> question.apply(query).length(RecordQuery.MOST));
        List<TransactionRecord> walked = new ArrayList<>();
        Optional<RecordCursor> place = Optional.empty();
        do {
            RecordQuery query = question.apply(RecordQuery.builder())
                    .before(place)
                    .length(length)
                    .build();
            ImmutableList<TransactionRecord> page = store.find(query);
            walked.addAll(page);
            place = query.next(page);
        } while (place.isPresent() && walked.size() <= whole.size());
        assertEquals(whole, walked, "in pages of " + length);
    }

    private static void removeBefore(RecordStore store) {
        assertEquals(0, store.removeBefore(NOW, 10));
        store.add(several(3));

        assertEquals(1, store.removeBefore(NOW.plusMillis(1), 10));
        assertEquals(Lists.reverse(several(3)).subList(0, 2), all(store));
        assertEquals(0, store.removeBefore(NOW.plusMillis(1), 10));
    }

    private static void removeSome(RecordStore store) {
        store.add(several(10));

        assertEquals(4, store.removeBefore(NOW.plusMillis(8), 4));
        assertEquals(Lists.reverse(several(10)).subList(0, 6), all(store));
        assertEquals(4, store.removeBefore(NOW.plusMillis(8), 5));
        assertEquals(Lists.reverse(several(10)).subList(0, 2), all(store));
    }

    private static void atOnce(RecordStore store) {
        ContractThreads.run(4, thread -> {
            for (int i = 0; i < 10; i++) {
                store.add(ImmutableList.of(full(20 * thread + i), full(20 * thread + i + 10)));
            }
        });
        assertEquals(80, all(store).size());
        assertEquals(80, ImmutableSet.copyOf(all(store)).size());
    }
}
