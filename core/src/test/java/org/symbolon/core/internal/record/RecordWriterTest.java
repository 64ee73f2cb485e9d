package org.symbolon.core.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

@Timeout(60)
@Isolated("it reads what the writer of records logs, and other tests have writers too")
class RecordWriterTest {
    private static final int ROOM = 65_536;
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final Duration KEPT = Duration.ofDays(90);

    private final Logger logger = (Logger) LoggerFactory.getLogger(RecordWriter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FakeRecordStore store = new FakeRecordStore();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private RecordWriter open() {
        return open(Duration.ofSeconds(30));
    }

    /** Its store is asked again after a moment. */
    private RecordWriter open(Duration mostToClose) {
        RecordWriter.Timing timing = new RecordWriter.Timing(Duration.ofMillis(20), mostToClose);
        RecordWriter records = new RecordWriter(store, () -> NOW, Optional.of(KEPT), timing);
        records.start();
        return records;
    }

    /** A record with the required fields only; its time is so many milliseconds after a fixed instant. */
    private static TransactionRecord.Builder bare(long number) {
        return at(NOW.plusMillis(number));
    }

    private static TransactionRecord.Builder at(Instant time) {
        return TransactionRecord.builder()
                .id(RecordId.first(time))
                .kind(RecordKind.ISSUE)
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"));
    }

    private static ImmutableList<TransactionRecord> several(int from, int to) {
        return IntStream.range(from, to)
                .<TransactionRecord>mapToObj(number ->
                        bare(number).account(new AccountId(1 + number)).build())
                .collect(ImmutableList.toImmutableList());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come to that");
            Thread.sleep(2);
        }
    }

    private List<String> logged(String part) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part))
                .toList();
    }

    @Test
    void added_isWrittenWithoutAnybodyAsking_andFound() throws InterruptedException {
        try (RecordWriter records = open()) {
            several(0, 1).forEach(records::add);
            await(() -> store.all().size() == 1);
            assertEquals(
                    several(0, 1), store.find(RecordQuery.builder().build()).records());
        }
    }

    @Test
    void close_writesWhatIsLeft_inOrder_aThousandAtATime() {
        RecordWriter records = open();
        several(0, 2_500).forEach(records::add);
        records.close();

        assertEquals(several(0, 2_500), store.all());
        assertTrue(store.largestBatch() <= 1_000, store.largestBatch() + " at once");
    }

    @Test
    void close_withNothingLeft_isQuick() {
        RecordWriter records = open();
        long start = System.nanoTime();
        records.close();
        assertTrue(System.nanoTime() - start < Duration.ofMillis(500).toNanos());
    }

    @Test
    void whatFindsNoRoom_isDropped_andToldOnce() throws InterruptedException {
        store.hold();
        RecordWriter records = open();
        several(0, 1).forEach(records::add);
        await(store::isAsked);
        several(1, ROOM + 8).forEach(records::add);
        store.letGo();
        records.close();

        assertEquals(several(0, ROOM + 1), store.all());
        assertEquals(List.of("7 records were dropped because there were too many at once"), logged("dropped"));
        assertEquals(7, records.counts().full().sum());
        assertEquals(ROOM + 1, records.counts().written().sum());
        assertEquals(0, records.waiting());
    }

    @Test
    void storeThatWasAway_getsAllInTheEnd() throws InterruptedException {
        store.goAway();
        try (RecordWriter records = open()) {
            several(0, 10).forEach(records::add);
            await(() -> store.refused() > 1);
            assertTrue(records.storeIsAway());
            several(10, 1_200).forEach(records::add);
            store.comeBack();
            await(() -> store.all().size() == 1_200);
        }
        assertEquals(several(0, 1_200), store.all());
        assertEquals(1, logged("cannot be written").size());
        assertEquals(1, logged("can be written again").size());
        assertEquals(List.of(), logged("dropped"));
    }

    @Test
    void close_whileTheStoreIsAway_ends_andSaysWhatIsLost() {
        store.goAway();
        RecordWriter records = open(Duration.ofMillis(200));
        several(0, 3).forEach(records::add);
        records.close();

        assertEquals(List.of("3 records were not written before the end"), logged("not written"));
    }

    @Test
    void batchThatTheStoreCannotTake_isLost_andTheNextIsWritten() throws InterruptedException {
        store.breakOnce();
        try (RecordWriter records = open()) {
            several(0, 1).forEach(records::add);
            await(() -> !logged("were lost").isEmpty());
            assertEquals(1, records.counts().lost().sum());
            several(1, 2).forEach(records::add);
        }
        assertEquals(several(1, 2), store.all());
    }

    @Test
    void refusals_areWrittenTwentyASecondOfEach_andTheOthersCounted() {
        RecordWriter records = open();
        AccountId trying = new AccountId(999_999);
        for (int i = 0; i < 50; i++) {
            TransactionRecord.Builder refusal = bare(i < 25 ? 0 : 1_000).code(i % 2 == 0 ? -4010 : -2019);
            records.add(refusal.build());
            records.add(refusal.account(trying).build());
            several(i, i + 1).forEach(records::add);
        }
        records.close();
        assertEquals(2 * (50 - 40), records.counts().refusals().sum());
        assertEquals(0, records.counts().full().sum());

        assertEquals(List.of("40 of 1", "2 of 2", "2 of 3"), countsOf(Optional.of(trying)));
        assertEquals(List.of("40 of 1", "2 of 2", "2 of 3"), countsOf(Optional.empty()));
        assertEquals(130 + 8, store.all().size());
    }

    /** How many records of an account stand for how many refusals; a flood stands for what has no record. */
    private List<String> countsOf(Optional<AccountId> account) {
        return store.all().stream()
                .filter(added -> added.account().equals(account))
                .peek(added -> assertEquals(added.count() > 1, added.kind() == RecordKind.FLOOD))
                .collect(Collectors.groupingBy(TransactionRecord::count, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(group -> group.getValue() + " of " + group.getKey())
                .toList();
    }

    @Test
    void floodOfASecondThatIsOver_isWrittenWithoutTheEnd() throws InterruptedException {
        try (RecordWriter records = open()) {
            for (int i = 0; i < 21; i++) {
                records.add(at(NOW.minusSeconds(1))
                        .code(-4010)
                        .reference(Reference.of(NOW, -4010, i))
                        .cookie("of one")
                        .build());
            }
            await(() -> store.all().size() == 21);
        }
        TransactionRecord flood = store.all().get(20);
        assertEquals(RecordKind.FLOOD, flood.kind());
        assertEquals(1, flood.count());
        assertEquals(Optional.empty(), flood.reference());
        assertEquals(Optional.empty(), flood.cookie());
    }

    @Test
    void refusalsThatFindNoRoom_areCountedAsAFlood() throws InterruptedException {
        store.hold();
        RecordWriter records = open();
        several(0, 1).forEach(records::add);
        await(store::isAsked);
        several(1, ROOM + 1).forEach(records::add);
        records.add(bare(0).code(-4010).build());
        store.letGo();
        records.close();

        assertEquals(
                1,
                store.all().stream()
                        .filter(one -> one.kind() == RecordKind.FLOOD)
                        .count());
        assertEquals(1, records.counts().full().sum());
    }

    @Test
    void differentFloods_areCountedUpToABound() {
        Floods floods = new Floods();
        several(0, Floods.CAPACITY + 5)
                .forEach(one -> floods.count(
                        TransactionRecord.builder().from(one).code(-4010).build()));
        assertEquals(List.of(), floods.takeBefore(NOW));
        assertEquals(Floods.CAPACITY, floods.takeBefore(NOW.plusSeconds(11)).size());
        assertTrue(floods.isEmpty());
    }

    @Test
    void storeThatIsAwayForSomeCalls_losesNone() throws InterruptedException {
        try (RecordWriter records = open()) {
            store.goAwayFor(6);
            several(0, 5).forEach(records::add);
            await(() -> store.all().size() == 5);
        }
        assertEquals(ImmutableSet.copyOf(several(0, 5)), ImmutableSet.copyOf(store.all()));
        assertEquals(List.of(), logged("were lost"));
    }

    /** The store can tell that it has a list only if it is the very same one. */
    @Test
    void listWhoseAnswerWasLost_isGivenAgainUnchanged() throws InterruptedException {
        store.loseTheAnswer();
        try (RecordWriter records = open()) {
            several(0, 3).forEach(records::add);
            await(() -> store.lists().size() == 1);
            several(3, 5).forEach(records::add);
            await(() -> store.all().size() == 5);
        }
        assertEquals(store.lists().get(0), store.lists().get(1));
        assertEquals(several(0, 5), store.all());
    }

    @Test
    void old_areRemovedByTheDay_untilNoneIsLeft() throws InterruptedException {
        Instant midnight = NOW.minus(KEPT).truncatedTo(ChronoUnit.DAYS);
        TransactionRecord kept = at(midnight).build();
        store.add(IntStream.range(0, 2_500)
                .<TransactionRecord>mapToObj(
                        number -> at(midnight.minusMillis(1)).build())
                .collect(ImmutableList.toImmutableList()));
        store.add(ImmutableList.of(kept));
        RecordWriter records = open();
        await(() -> store.all().size() == 1);
        assertEquals(List.of(kept), store.all());
        assertEquals(3, store.removals(), "the store removed a thousand at a time");
        records.close();
    }

    @Test
    void added_afterClose_isNotWritten() {
        RecordWriter records = open();
        records.close();
        several(0, 1).forEach(records::add);
        assertEquals(List.of(), store.all());
    }

    @Test
    void records_addedBeforeTheStart_areWrittenAfterIt_andNotBefore() throws InterruptedException {
        RecordWriter records = new RecordWriter(store, () -> NOW, Optional.of(KEPT));
        several(0, 3).forEach(records::add);
        Thread.sleep(300);
        assertFalse(store.isAsked());

        records.start();
        await(() -> store.all().size() == 3);
        records.close();
        assertEquals(several(0, 3), store.all());
    }

    @Test
    void close_neverStarted_endsAtOnceAndWritesNothing() {
        RecordWriter records = new RecordWriter(store, () -> NOW, Optional.of(KEPT));
        several(0, 3).forEach(records::add);
        long start = System.nanoTime();
        records.close();
        assertTrue(System.nanoTime() - start < Duration.ofMillis(500).toNanos());
        assertFalse(store.isAsked());
    }

    @Test
    void withoutRetention_nothingIsRemoved() {
        TransactionRecord old = at(Instant.EPOCH).build();
        store.add(ImmutableList.of(old));
        RecordWriter records = new RecordWriter(store, () -> NOW, Optional.empty());
        records.start();
        several(0, 1).forEach(records::add);
        records.close();

        assertEquals(ImmutableList.builder().add(old).addAll(several(0, 1)).build(), store.all());
        assertEquals(0, store.removals());
    }
}
