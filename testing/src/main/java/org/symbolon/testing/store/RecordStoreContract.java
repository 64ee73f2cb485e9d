package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
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

    private static final Comparator<TransactionRecord> ORDER = Comparator.comparing(TransactionRecord::id);

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
                test("add_ofALongText_storesIt", stores, RecordStoreContract::longText),
                test("add_ofTheSameListAgain_storesItOnce", stores, RecordStoreContract::addedTwice),
                test("greatestId_comesFirst_whateverTheOrderOfAdding", stores, RecordStoreContract::youngestFirst),
                test("query_findsByAccountAndEnvironment", stores, RecordStoreContract::byAccount),
                test("query_ofAnAccount_mixesItsEnvironmentsByTime", stores, RecordStoreContract::mixed),
                test("query_findsByTokenCookieAndReference", stores, RecordStoreContract::byName),
                test("query_findsByKindOutcomeAndCode", stores, RecordStoreContract::byOutcome),
                test("query_findsByTime_overDays", stores, RecordStoreContract::byTime),
                test("query_goesPageByPage", stores, RecordStoreContract::pages),
                test("query_goesOnWhereAnotherOneEnded", stores, RecordStoreContract::walks),
                test("removeBefore_removesWholeDays", stores, RecordStoreContract::removeBefore),
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
        return at(number, 7);
    }

    private static TransactionRecord.Builder at(long number, long tail) {
        return TransactionRecord.builder()
                .id(new RecordId(NOW.toEpochMilli() + number, tail))
                .kind(RecordKind.ISSUE)
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

    /** Every other one has the second of the fixed instant in front, as tokens that are issued then have. */
    private static TokenId token(int number) {
        return new TokenId(number % 2 == 0 ? -number : NOW.getEpochSecond() << 32 | number, number);
    }

    private static Reference reference(int number) {
        return number % 2 == 0 ? new Reference(String.format("%032x", number)) : Reference.of(NOW, -4010, number);
    }

    private static ImmutableList<TransactionRecord> find(
            RecordStore store, UnaryOperator<RecordQuery.Builder> question) {
        return store.find(question.apply(RecordQuery.builder()).build()).records();
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
        TransactionRecord flood =
                bare(2).kind(RecordKind.FLOOD).code(-2019).count(1L << 40).build();
        store.add(ImmutableList.of(plain, full(1), flood));
        assertEquals(ImmutableList.of(flood, full(1), plain), all(store));
    }

    private static void addedNone(RecordStore store) {
        store.add(ImmutableList.of());
        assertEquals(ImmutableList.of(), all(store));
    }

    private static void longText(RecordStore store) {
        TransactionRecord first = bare(0).build();
        TransactionRecord huge = bare(1).cookie("ü" + "x".repeat(2_000_000)).build();
        TransactionRecord last = full(2);
        store.add(ImmutableList.of(first, huge, last));
        assertEquals(ImmutableList.of(last, huge, first), all(store));
    }

    private static void addedTwice(RecordStore store) {
        ImmutableList<TransactionRecord> list = ImmutableList.of(full(1), full(2), at(0, 8).build(), full(1_500));
        store.add(list);
        store.add(list);
        assertEquals(Lists.reverse(Ordering.from(ORDER).sortedCopy(list)), all(store));
        assertEquals(ImmutableList.of(full(2)), find(store, query -> query.token(token(2))));
    }

    private static void youngestFirst(RecordStore store) {
        store.add(ImmutableList.of(full(5), full(1), at(3, 2).build()));
        store.add(ImmutableList.of(full(3), at(3, 9).build()));
        assertEquals(ImmutableList.of(full(5), at(3, 9).build(), full(3), at(3, 2).build(), full(1)), all(store));
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
                .<TransactionRecord>mapToObj(number -> at(number / 2, number)
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

    private static void byOutcome(RecordStore store) {
        TransactionRecord issued = bare(1).account(ACCOUNT).build();
        TransactionRecord refused =
                bare(2).account(ACCOUNT).code(-2019).reference(reference(1)).build();
        TransactionRecord redeemed =
                bare(3).kind(RecordKind.REDEEM).account(OTHER).build();
        TransactionRecord flood = bare(4).kind(RecordKind.FLOOD)
                .account(ACCOUNT)
                .code(-2019)
                .count(12)
                .build();
        TransactionRecord stranger = bare(5).kind(RecordKind.REDEEM).code(-3001).build();
        store.add(ImmutableList.of(issued, refused, redeemed, flood, stranger));

        assertEquals(ImmutableList.of(redeemed, issued), find(store, query -> query.outcome(Outcome.GRANTED)));
        assertEquals(
                ImmutableList.of(flood, refused),
                find(store, query -> query.outcome(Outcome.REFUSED).account(ACCOUNT)));
        assertEquals(ImmutableList.of(flood, refused), find(store, query -> query.code(-2019)));
        assertEquals(
                ImmutableList.of(refused),
                find(store, query -> query.code(-2019).kind(RecordKind.ISSUE).account(ACCOUNT)));
        assertEquals(ImmutableList.of(), find(store, query -> query.code(-2019).account(OTHER)));
        assertEquals(ImmutableList.of(stranger, redeemed), find(store, query -> query.kind(RecordKind.REDEEM)));
        assertEquals(
                ImmutableList.of(stranger),
                find(store, query -> query.kind(RecordKind.REDEEM).outcome(Outcome.REFUSED)));
        assertEquals(
                ImmutableList.of(flood),
                find(store, query -> query.kind(RecordKind.FLOOD).account(ACCOUNT)));
    }

    private static void byTime(RecordStore store) {
        List<TransactionRecord> hourly = hourly(72);
        store.add(ImmutableList.copyOf(hourly));
        List<TransactionRecord> youngest = Lists.reverse(hourly);

        assertEquals(youngest, all(store));
        assertEquals(
                youngest.subList(0, 10),
                find(store, query -> query.since(hourly.get(62).time())));
        assertEquals(
                youngest.subList(0, 9),
                find(store, query -> query.since(hourly.get(62).time().plusNanos(1))));
        assertEquals(
                Lists.reverse(hourly.subList(10, 40)),
                find(
                        store,
                        query -> query.since(hourly.get(10).time())
                                .until(hourly.get(40).time())
                                .account(ACCOUNT)));
        assertEquals(
                Lists.reverse(hourly.subList(0, 5)),
                find(store, query -> query.until(hourly.get(5).time())));
        assertEquals(ImmutableList.of(), find(store, query -> query.since(NOW.plus(Duration.ofDays(30)))));
        assertEquals(ImmutableList.of(), find(store, query -> query.until(Instant.MIN)));
        assertEquals(
                youngest,
                find(store, query -> query.until(Instant.MAX).since(Instant.MIN).length(RecordQuery.MOST)));
    }

    private static List<TransactionRecord> hourly(int count) {
        return IntStream.range(0, count)
                .<TransactionRecord>mapToObj(hour ->
                        bare(Duration.ofHours(hour).toMillis()).account(ACCOUNT).build())
                .toList();
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
    private static void walks(RecordStore store) {
        ImmutableList<TransactionRecord> many = IntStream.range(0, 80)
                .<TransactionRecord>mapToObj(number -> at(number / 6 * 700L, number)
                        .account(ACCOUNT)
                        .environment(number % 4 == 0 ? Environment.TEST : Environment.PRODUCTION)
                        .token(token(number % 2))
                        .cookie("no. " + number % 3)
                        .build())
                .collect(ImmutableList.toImmutableList());
        for (int i = 0; i < 8; i++) {
            store.add(many.subList(10 * i, 10 * i + 10));
        }
        for (int length : new int[] {1, 2, 7, 39, 80}) {
            assertWalks(store, length, query -> query);
            assertWalks(store, length, query -> query.account(ACCOUNT));
            assertWalks(store, length, query -> query.account(ACCOUNT).environment(Environment.PRODUCTION));
            assertWalks(store, length, query -> query.token(token(1)));
            assertWalks(store, length, query -> query.cookie("no. 1"));
        }
    }

    /** Records that are added on the way belong before what was read, so they change nothing. */
    private static void assertWalks(RecordStore store, int length, UnaryOperator<RecordQuery.Builder> question) {
        ImmutableList<TransactionRecord> whole =
                find(store, query -> question.apply(query).length(RecordQuery.MOST));
        List<TransactionRecord> walked = new ArrayList<>();
        Optional<RecordId> place = Optional.empty();
        do {
            RecordQuery query = question.apply(RecordQuery.builder())
                    .before(place)
                    .length(length)
                    .build();
            RecordPage page = store.find(query);
            walked.addAll(page.records());
            place = page.next();
        } while (place.isPresent() && walked.size() <= whole.size());
        assertEquals(whole, walked, "in pages of " + length);
    }

    private static void removeBefore(RecordStore store) {
        LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        assertTrue(store.removeBefore(day));
        List<TransactionRecord> hourly = hourly(60);
        store.add(ImmutableList.copyOf(hourly));

        assertTrue(store.removeBefore(day));
        assertEquals(Lists.reverse(hourly), all(store));
        assertTrue(store.removeBefore(day.plusDays(2)));
        assertEquals(Lists.reverse(hourly.subList(36, 60)), all(store), "those after the second midnight");
        assertTrue(store.removeBefore(day.plusDays(2)));
        assertEquals(24, find(store, query -> query.account(ACCOUNT)).size());
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
