package org.symbolon.benchmarks;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/**
 * Fills a store with records, and measures what a record costs and how long questions take when there are more and more
 * of them. Run it by {@code benchmarks/records.sh}. All records are of one day, which is the worst case; every one has a
 * cookie of its own, one in ten is a redemption of an earlier token, and one in two hundred a refusal.
 */
public final class RecordLoad {
    private static final int BATCH = 1_000;
    private static final int RECORDS_A_MILLISECOND = 27;
    private static final int QUESTIONS = 200;
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");
    private static final Instant BEGIN = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final DrmId DRM = new DrmId("wv");

    private final Stores stores;
    private final int accounts;
    private final SplittableRandom random = new SplittableRandom(7);
    private long count;

    private RecordLoad(Stores stores, int accounts) {
        this.stores = stores;
        this.accounts = accounts;
    }

    /** Takes the URL of the store, a folder for data, how many million records to add, and of how many accounts. */
    public static void main(String[] arguments) {
        Settings settings = Settings.inFolder(Path.of(arguments[1])).with(CoreSettings.STORE_URL, arguments[0]);
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.serves(arguments[0]))
                .findFirst()
                .orElseThrow();
        try (Stores stores = provider.open(settings, StoreAccess.SETUP)) {
            new RecordLoad(stores, Integer.parseInt(arguments[3])).run(Integer.parseInt(arguments[2]));
        }
    }

    private void run(int millions) {
        for (int million = 1; million <= millions; million++) {
            add(1_000_000);
            if (Integer.bitCount(million) == 1 || million == millions || million % 10 == 0) {
                ask();
            }
        }
        Stopwatch watch = Stopwatch.createStarted();
        stores.records().removeBefore(DAY.plusDays(1));
        print("retention of the day: %d ms%n", watch.elapsed(TimeUnit.MILLISECONDS));
    }

    private void add(int added) {
        long cpu = processorTime();
        Stopwatch watch = Stopwatch.createStarted();
        long slowest = 0;
        for (int i = 0; i < added; i += BATCH) {
            ImmutableList.Builder<TransactionRecord> batch = ImmutableList.builderWithExpectedSize(BATCH);
            for (int j = 0; j < BATCH; j++) {
                batch.add(record(count++));
            }
            long began = System.nanoTime();
            stores.records().add(batch.build());
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        print(
                "%,d records: %,.0f a second, %d ns of this process's processor time each, slowest list %d ms%n",
                count,
                1e9 * added / watch.elapsed(TimeUnit.NANOSECONDS),
                (processorTime() - cpu) / added,
                TimeUnit.NANOSECONDS.toMillis(slowest));
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** What belongs to a number; the same each time. */
    private static long hash(long number, int what) {
        return new SplittableRandom(number * 31 + what).nextLong();
    }

    private static Instant time(long number) {
        return BEGIN.plusMillis(number / RECORDS_A_MILLISECOND);
    }

    private static TokenId token(long number) {
        return new TokenId(
                time(number).getEpochSecond() << Integer.SIZE | hash(number, 1) >>> Integer.SIZE, hash(number, 2));
    }

    private static Reference reference(long number) {
        return Reference.of(time(number), -4010, hash(number, 3));
    }

    private AccountId account(long number) {
        return new AccountId(1 + Long.remainderUnsigned(hash(number, 4), accounts));
    }

    private static boolean isRedemption(long number) {
        return number % 10 == 9;
    }

    private static boolean isRefusal(long number) {
        return number % 200 == 100;
    }

    private TransactionRecord record(long number) {
        TransactionRecord.Builder made = TransactionRecord.builder()
                .id(new RecordId(time(number).toEpochMilli(), number % RECORDS_A_MILLISECOND))
                .kind(isRedemption(number) ? RecordKind.REDEEM : RecordKind.ISSUE)
                .environment(Environment.PRODUCTION)
                .drm(DRM)
                .cookie("session " + Long.toHexString(hash(number, 5)));
        if (isRefusal(number)) {
            return made.account(account(number))
                    .code(-4010)
                    .reference(reference(number))
                    .explanation(Explanation.of("A rule.", "What is right.", "What came: " + number, "A cause."))
                    .build();
        }
        // The token was issued about ten seconds before.
        long issued = isRedemption(number) ? Math.max(0, number - 9 - random.nextInt(27_000) * 10L) : number;
        made.token(token(issued)).account(account(issued));
        return isRedemption(number)
                ? made.device(ImmutableMap.of("model", "A television", "system", "7"))
                        .build()
                : made.build();
    }

    private long any() {
        return random.nextLong(count / 200) * 200;
    }

    private void ask() {
        ask("the youngest", query -> {});
        ask("an account", query -> query.account(account(any())));
        ask("an account, far back", query -> query.account(account(any())).before(RecordId.first(time(any()))));
        ask("a cookie", query -> {
            long number = any();
            query.cookie(record(number).cookie()).account(account(number));
        });
        ask("a cookie that is not there", query -> query.cookie("none").account(account(any())));
        ask("a token", query -> query.token(token(any())));
        ask("a reference", query -> query.reference(reference(any() + 100)));
        ask("a code", query -> query.code(-4010).account(account(any())));
        ask(
                "redemptions that were refused",
                query -> query.kind(RecordKind.REDEEM).outcome(Outcome.REFUSED));
        ask("a minute", query -> {
            Instant from = time(any());
            query.since(from).until(from.plusSeconds(60)).account(account(any()));
        });
    }

    /** A question. */
    private interface Question {
        void ask(RecordQuery.Builder query);
    }

    private void ask(String name, Question question) {
        long[] nanos = new long[QUESTIONS];
        long found = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            RecordQuery.Builder query = RecordQuery.builder().environment(Environment.PRODUCTION);
            question.ask(query);
            long began = System.nanoTime();
            RecordPage page = stores.records().find(query.build());
            nanos[i] = System.nanoTime() - began;
            found += page.records().size();
        }
        Arrays.sort(nanos);
        print(
                "  %-32s median %6.2f ms, p99 %6.2f ms, %.1f records%n",
                name, nanos[QUESTIONS / 2] / 1e6, nanos[QUESTIONS * 99 / 100] / 1e6, 1.0 * found / QUESTIONS);
    }

    @SuppressWarnings("SystemOut") // The result of a program that is run by hand.
    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
