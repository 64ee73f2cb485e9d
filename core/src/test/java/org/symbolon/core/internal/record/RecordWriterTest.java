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
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
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
        return TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .time(NOW.plusMillis(number))
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
            assertEquals(several(0, 1), store.find(RecordQuery.builder().build()));
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
    void refusals_areWrittenTwentyASecondOfEach_andKeepNobodyElseOut() {
        RecordWriter records = open();
        AccountId trying = new AccountId(999_999);
        for (int i = 0; i < 50; i++) {
            TransactionRecord.Builder refusal = bare(i < 25 ? 0 : 1_000).code(-4010);
            records.add(refusal.build());
            records.add(refusal.account(trying).build());
            several(i, i + 1).forEach(records::add);
        }
        records.close();
        assertEquals(2 * (50 - 40), records.counts().refusals().sum());
        assertEquals(0, records.counts().full().sum());

        assertEquals(
                40,
                store.all().stream()
                        .filter(added -> added.account().equals(Optional.of(trying)))
                        .count());

        assertEquals(
                40,
                store.all().stream().filter(added -> added.account().isEmpty()).count());
        assertEquals(130, store.all().size());
    }

    @Test
    void storeThatIsAwayForSomeCalls_losesNone() throws InterruptedException {
        try (RecordWriter records = open()) {
            store.goAwayFor(6);
            several(0, 5).forEach(records::add);
            await(() -> store.all().size() == 5);
        }
        assertEquals(ImmutableSet.copyOf(several(0, 5)), ImmutableSet.copyOf(store.all()));
        assertEquals(List.of(), logged("which are lost"));
    }

    @Test
    void recordThatTheStoreNeverTakes_isLostAlone() throws InterruptedException {
        TransactionRecord bad = bare(0).cookie("never").build();
        store.neverTake(bad);
        try (RecordWriter records = open()) {
            records.add(bad);
            several(0, 3).forEach(records::add);
            await(() -> store.all().size() == 3);
            several(3, 4).forEach(records::add);
            await(() -> store.all().size() == 4);
        }
        assertEquals(several(0, 4), store.all());
        assertEquals(
                1, logged("the store can never take 1 records, which are lost").size());
    }

    @Test
    void old_areRemoved_andThoseThatAreJustNotOldStay() throws InterruptedException {
        Instant oldest = NOW.minus(KEPT);
        TransactionRecord kept = bare(0).time(oldest).build();
        store.add(IntStream.range(0, 25_000)
                .<TransactionRecord>mapToObj(
                        number -> bare(0).time(oldest.minusMillis(1)).build())
                .collect(ImmutableList.toImmutableList()));
        store.add(ImmutableList.of(kept));
        RecordWriter records = open();
        await(() -> store.all().size() == 1);
        assertEquals(List.of(kept), store.find(RecordQuery.builder().build()));
        assertFalse(store.largestRemoval() > 10_000);
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
    void recordsThatTheStoreNeverTakes_inAFullBatch_areLostAndLoggedTogether() throws InterruptedException {
        several(0, 1_000).stream()
                .filter(one -> one.time().toEpochMilli() % 2 == 0)
                .forEach(store::neverTake);
        try (RecordWriter records = open()) {
            several(0, 1_001).forEach(records::add);
            await(() -> store.all().size() == 501);
        }
        assertFalse(logged("can never take").isEmpty());
        assertEquals(List.of(), logged("cannot be written"));
        assertEquals(List.of(), logged("not written"));
    }

    @Test
    void withoutRetention_nothingIsRemoved() {
        TransactionRecord old = bare(0).time(Instant.EPOCH).build();
        store.add(ImmutableList.of(old));
        RecordWriter records = new RecordWriter(store, () -> NOW, Optional.empty());
        records.start();
        several(0, 1).forEach(records::add);
        records.close();

        assertEquals(ImmutableList.builder().add(old).addAll(several(0, 1)).build(), store.all());
        assertEquals(0, store.removals());
    }
}
