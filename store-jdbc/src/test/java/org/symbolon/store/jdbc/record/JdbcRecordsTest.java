package org.symbolon.store.jdbc.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
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
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.EmptyStores;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.testing.store.RecordStoreContract;

/** Behaviour of records in a table that is not in the contract. */
final class JdbcRecordsTest {
    private static final RecordQuery ALL = RecordQuery.builder().build();

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

    private static ImmutableList<TransactionRecord> several(int count) {
        return IntStream.range(0, count).mapToObj(RecordStoreContract::full).collect(ImmutableList.toImmutableList());
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

    @Test
    void add_returnsTheRecordsThatTheDatabaseRejects_andKeepsTheOthers() throws SQLException {
        execute("CREATE TRIGGER never BEFORE INSERT ON transaction_record WHEN NEW.cookie LIKE '% 90'"
                + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        ImmutableList<TransactionRecord> added = several(100);
        assertEquals(ImmutableList.of(added.get(90)), records.add(added));
        assertEquals(
                99, records.find(RecordQuery.builder().length(1_000).build()).size());
    }

    @Test
    void add_toADatabaseThatFails_addsNone() throws SQLException {
        execute("ALTER TABLE transaction_record RENAME TO hidden");
        assertThrows(StoreUnavailableException.class, () -> records.add(several(10)));
        execute("ALTER TABLE hidden RENAME TO transaction_record");
        assertEquals(ImmutableList.of(), records.find(ALL));
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
        records.add(several(1));
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
