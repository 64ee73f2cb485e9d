package org.symbolon.store.jdbc.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.RecordStore.StartTooFarException;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.EmptyStores;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.testing.store.RecordStoreContract;

/** Behaviour of the records of days, and of those of the release before, that is not in the contract. */
final class JdbcRecordsTest {
    private static final RecordQuery ALL = RecordQuery.builder().build();
    private static final long NOON = Instant.parse("2026-01-01T12:00:00.123Z").toEpochMilli();

    @TempDir
    private Path data;

    private Stores stores;
    private RecordStore records;

    @BeforeEach
    void open() {
        stores = new JdbcStoreProvider().open(Settings.inFolder(EmptyStores.sqlite(data)), StoreAccess.SERVICE);
        records = stores.records();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static ImmutableList<TransactionRecord> several(int from, int to) {
        return IntStream.range(from, to).mapToObj(RecordStoreContract::full).collect(ImmutableList.toImmutableList());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<TransactionRecord> walk(UnaryOperator<RecordQuery.Builder> question) {
        List<TransactionRecord> walked = new ArrayList<>();
        Optional<RecordId> place = Optional.empty();
        do {
            RecordPage page = records.find(
                    question.apply(RecordQuery.builder()).before(place).build());
            walked.addAll(page.records());
            place = page.next();
        } while (place.isPresent());
        return walked;
    }

    /** Each list is a run of the index at first; more than 32 x 32 lists have all its levels. */
    @Test
    void manySmallLists_areFoundThroughMergedRuns() throws SQLException {
        int lists = 1_100;
        List<TransactionRecord> all = new ArrayList<>();
        for (int i = 0; i < lists; i++) {
            TransactionRecord.Builder one = RecordStoreContract.bare(10L * i).account(new AccountId(1 + i % 3));
            all.add(one.cookie("c" + i % 100)
                    .code(i % 50 == 0 ? Optional.of(-2019) : Optional.empty())
                    .build());
            records.add(ImmutableList.of(all.get(i)));
        }
        Collections.reverse(all);

        assertEquals(all, walk(query -> query.length(1_000)));
        assertEquals(
                all.stream()
                        .filter(one -> one.account().equals(Optional.of(new AccountId(2))))
                        .toList(),
                walk(query -> query.account(new AccountId(2)).length(100)));
        assertEquals(
                all.stream()
                        .filter(one -> one.cookie().equals(Optional.of("c7")))
                        .toList(),
                walk(query -> query.cookie("c7")));
        assertEquals(
                all.stream().filter(one -> !one.granted()).toList(), walk(query -> query.outcome(Outcome.REFUSED)));
        assertEquals(1, levels(DayRecords.HEADER + 3));
        assertTrue(levels(DayRecords.HEADER + 1) < 32);
        assertTrue(levels(DayRecords.HEADER + 2) < 32);
    }

    private int levels(int level) throws SQLException {
        return ofDay("SELECT count(*) FROM record_part WHERE level = " + level);
    }

    private int ofDay(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dayFile());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }

    /** SQLite says nothing where it ignores a size. */
    @Test
    void pagesOfADay_have16Kibibytes() throws SQLException {
        records.add(ImmutableList.of(RecordStoreContract.full(1)));
        assertEquals(16_384, ofDay("PRAGMA page_size"));
    }

    private Path dayFile() {
        return data.resolve("symbolon.db-records").resolve("records-2026-01-01.db");
    }

    /** A cookie that everybody has, and a code that nobody with this cookie has: each block may match and does not. */
    @Test
    void searchWithoutMatches_endsAfterSoManyBlocks_andGoesOn() {
        TransactionRecord wanted = RecordStoreContract.bare(0)
                .cookie("all")
                .code(-2019)
                .reference(Reference.of(Instant.EPOCH, -2019, 1))
                .build();
        records.add(ImmutableList.of(wanted));
        records.add(IntStream.rangeClosed(1, 1_200)
                .<TransactionRecord>mapToObj(
                        i -> RecordStoreContract.bare(1_000L * i).cookie("all").build())
                .collect(ImmutableList.toImmutableList()));
        RecordQuery query = RecordQuery.builder().cookie("all").code(-2019).build();

        RecordPage first = records.find(query);
        assertEquals(ImmutableList.of(), first.records());
        RecordPage second = records.find(
                RecordQuery.builder().from(query).before(first.next()).build());
        assertEquals(new RecordPage(ImmutableList.of(wanted), Optional.empty()), second);

        StartTooFarException thrown = assertThrows(
                StartTooFarException.class,
                () -> records.find(RecordQuery.builder().from(query).start(1).build()));
        assertEquals(first.next(), Optional.of(thrown.place()));
    }

    private static List<Path> namesBeside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
            return files.toList();
        }
    }

    @Test
    void retention_removesTheFilesOfDays_alsoThatOfTheDayThatIsWritten() throws Exception {
        records.add(several(0, 3));
        assertTrue(Files.exists(dayFile()));
        Files.writeString(dayFile().resolveSibling("records-2025-01-01.db.removed"), "left behind");
        assertTrue(records.removeBefore(LocalDate.parse("2026-01-02")));
        assertFalse(Files.exists(dayFile()));
        assertEquals(ImmutableList.of(), records.find(ALL).records());
        while (!namesBeside(dayFile()).isEmpty()) {
            Thread.sleep(10); // another thread deletes, also what a process left that has ended
        }
        records.add(several(0, 3));
        assertEquals(3, records.find(ALL).records().size());
    }

    @Test
    void twoProcesses_writeTheSameDay() {
        try (Stores others = new JdbcStoreProvider().open(Settings.inFolder(data), StoreAccess.SERVICE)) {
            for (int i = 0; i < 40; i++) {
                records.add(several(2 * i, 2 * i + 1));
                others.records().add(several(2 * i + 1, 2 * i + 2));
            }
            assertEquals(ImmutableList.copyOf(several(0, 80)).reverse(), walk(query -> query.length(50)));
            assertEquals(
                    80,
                    others.records()
                            .find(RecordQuery.builder().length(100).build())
                            .records()
                            .size());
        }
    }

    @Test
    void daysFile_isForItsOwnerOnly_andTheDatabaseHasNoRecords() throws IOException, SQLException {
        records.add(several(0, 3));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dayFile())));
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM transaction_record")) {
            assertEquals(0, row.getInt(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data = x''", "data = x'02'", "data = x'0105'", "data = substr(data, 1, 40)"})
    void damagedBlock_isUnavailable(String damage) throws SQLException {
        records.add(several(0, 3));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dayFile());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE record_part SET " + damage + " WHERE level = 0");
        }
        assertThrows(StoreUnavailableException.class, () -> records.find(ALL));
    }

    private void addLegacy(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            execute("INSERT INTO transaction_record (kind, time, environment, drm, token, account, cookie, code,"
                    + " reference, explanation, device) VALUES ('redeem', " + (NOON + i) + ", 'test', 'wv',"
                    + " x'000102030405060708090a0b0c0d0e0f', 7, 'old', -4010,"
                    + " x'f00102030405060708090a0b0c0d0e0f',"
                    + " '{\"rule\":\"r\",\"expected\":\"e\",\"got\":\"g\",\"usualCause\":\"u\"}',"
                    + " '{\"a\":\"b\"}')");
        }
    }

    /** Nodes of the release before go on to write their table while the others write days. */
    @Test
    void recordsOfTheReleaseBefore_areReadBesideTheOthers_untilTheyAreTooOld() throws SQLException {
        addLegacy(5);
        records.add(several(2, 4));
        List<RecordId> ids = walk(query -> query.length(2)).stream()
                .map(TransactionRecord::id)
                .toList();
        assertEquals(7, ids.size());
        assertEquals(Ordering.natural().reverse().sortedCopy(ids), ids);
        TransactionRecord old = walk(query -> query.cookie("old")).get(0);
        assertEquals(Map.of("a", "b"), old.device());
        assertEquals("r", old.explanation().orElseThrow().rule());
        assertEquals(
                5,
                walk(query -> query.token(old.token()).account(new AccountId(7)))
                        .size());
        assertEquals(5, walk(query -> query.reference(old.reference())).size());
        assertEquals(
                5, walk(query -> query.code(-4010).account(new AccountId(7))).size());
        assertEquals(
                0, walk(query -> query.outcome(Outcome.GRANTED).cookie("old")).size());
        assertEquals(
                2,
                walk(query -> query.since(Instant.ofEpochMilli(NOON + 1))
                                .until(Instant.ofEpochMilli(NOON + 3))
                                .cookie("old"))
                        .size());

        assertTrue(records.removeBefore(LocalDate.parse("2026-01-02")));
        assertEquals(ImmutableList.of(), records.find(ALL).records());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drm = ''",
                "account = -1",
                "token = x'00'",
                "reference = x'00'",
                "code = 99999999999",
                "device = '{'",
                "device = '{\"a\":1}'",
                "explanation = '{}'",
                "explanation = '[]'"
            })
    void rowWithAnInvalidValue_isUnavailable_andNotShown(String damage) throws SQLException {
        addLegacy(1);
        execute("UPDATE transaction_record SET " + damage);

        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, () -> records.find(ALL));
        assertEquals("a record in the store has an invalid value", thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account = 7 AND environment = 'test'               | account",
                "account = 7 AND environment = 'test' AND cookie = 'c' | cookie",
                "token = x'00'                                      | token",
                "account + 0 = 7 AND coalesce(environment, '') = 'test' AND token = x'00' | token",
                "account + 0 = 7 AND coalesce(environment, '') = 'test' AND reference = x'00' | reference",
                "cookie = 'c'                                       | cookie",
                "reference = x'00'                                  | reference",
                "1 = 1                                              | time",
                "time < 5                                           | time"
            })
    void everyQuestion_isAnsweredByAnIndex(String condition, String index) throws SQLException {
        String time = condition.contains("+ 0") ? "time + 0" : "time";
        String plan = plan("SELECT id FROM transaction_record WHERE " + condition + " ORDER BY " + time
                + " DESC, id DESC LIMIT 32");
        assertTrue(plan.contains("INDEX transaction_record_" + index), plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account = 7 AND environment = 'test'",
                "account = 7 AND environment = 'test' AND cookie = 'c'",
                "1 = 1",
                "time < 5"
            })
    void whereManyRecordsMayAnswer_theIndexHasThemInOrder(String condition) throws SQLException {
        String plan =
                plan("SELECT id FROM transaction_record WHERE " + condition + " ORDER BY time DESC, id DESC LIMIT 32");
        assertFalse(plan.contains("TEMP B-TREE"), plan);
    }

    private String plan(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
            return plan.toString();
        }
    }
}
