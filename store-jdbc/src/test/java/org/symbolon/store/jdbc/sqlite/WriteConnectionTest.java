package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.testing.store.TestScope;

/** Changes of which a statement fails. */
final class WriteConnectionTest {
    private static final AccountId ID = new AccountId(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    private OpenDatabase store;

    @BeforeEach
    void open() {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:test.db", data, TIMEOUT);
        database.migrate();
        store = database.open(StoreAccess.SERVICE);
        new JdbcAccounts(store)
                .change(ID, none -> Account.builder().id(ID).metered(true).build());
        store.balance().set(ID, 10);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private OptionalLong remaining() {
        return store.balance().remaining(ID);
    }

    @Test
    void failedStatement_isUnavailable_andShowsNoValue() {
        StoreUnavailableException thrown = assertThrows(
                StoreUnavailableException.class,
                () -> store.write(handle ->
                        handle.execute("INSERT INTO account_revision (value) VALUES (json(?))", "c0ffee-secret")));

        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains("c0ffee"), trace.toString());
    }

    @Test
    void failedStatement_takesBackWhatItsWorkDidBefore() {
        assertThrows(
                StoreUnavailableException.class,
                () -> store.write(handle -> {
                    handle.execute("UPDATE account SET tokens = 99");
                    return handle.execute("INSERT INTO nowhere VALUES (1)");
                }));

        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void fullDatabase_isUnavailable_andWhatComesAfterIsDone() {
        store.write(handle -> pragma(handle, "PRAGMA max_page_count = 1"));
        String large = "x".repeat(1_000_000);

        assertThrows(
                StoreUnavailableException.class,
                () -> store.write(handle -> handle.execute("UPDATE account SET name = ?", large)));

        assertTrue(store.balance().take(TestScope.of(ID)));
        assertEquals(OptionalLong.of(9), remaining());
    }

    private static int pragma(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }

    @Test
    void rolledBackByTheDatabaseItself_failsTheWholeGroup() {
        assertThrows(
                StoreUnavailableException.class,
                () -> store.write(handle -> {
                    handle.execute("UPDATE account SET tokens = 99");
                    return handle.execute("INSERT OR ROLLBACK INTO account (id, name, active, revision)"
                            + " VALUES (7, '', TRUE, 1)");
                }));

        assertEquals(OptionalLong.of(10), remaining());
        assertTrue(store.balance().take(TestScope.of(ID)), "on a new connection");
        assertEquals(OptionalLong.of(9), remaining());
    }

    @Test
    void reader_cannotWrite() {
        assertThrows(
                StoreUnavailableException.class,
                () -> store.read(Purpose.TOKENS, handle -> handle.execute("UPDATE account SET tokens = 99")));
        assertEquals(OptionalLong.of(10), remaining());
    }
}
