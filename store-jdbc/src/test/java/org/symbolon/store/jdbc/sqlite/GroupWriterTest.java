package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.testing.store.TestScope;

/** Changes that cannot be made, or not at once. */
@Timeout(60)
final class GroupWriterTest {
    private static final AccountId ID = new AccountId(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @TempDir
    private Path data;

    private OpenDatabase store;

    @BeforeEach
    void open() {
        // Loads the classes, so that this is not measured by the tests.
        try (OpenDatabase patient = open(Duration.ofSeconds(30))) {
            new JdbcAccounts(patient).change(ID, none -> metered(""));
            patient.balance().set(ID, 10);
        }
        store = open(TIMEOUT);
    }

    private OpenDatabase open(Duration timeout) {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:symbolon.db", data, timeout);
        database.migrate();
        return database.open(StoreAccess.SERVICE);
    }

    @AfterEach
    void close() {
        store.close();
        callers.shutdownNow();
    }

    private static Account metered(String name) {
        return Account.builder().id(ID).name(name).metered(true).build();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void take_whileAnotherConnectionLocks_isUnavailableInTime_andWithdrawn() throws SQLException {
        try (Connection other = connect()) {
            execute(other, "BEGIN EXCLUSIVE");
            long start = System.nanoTime();

            StoreUnavailableException thrown = assertThrows(
                    StoreUnavailableException.class, () -> store.balance().take(TestScope.of(ID)));

            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(waited.compareTo(TIMEOUT.multipliedBy(4)) < 0, "waited " + waited);
            assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
            assertEquals(OptionalLong.of(10), store.balance().remaining(ID), "reading goes on");
            execute(other, "ROLLBACK");
        }
        assertTrue(store.balance().take(TestScope.of(ID)));
        assertEquals(OptionalLong.of(9), store.balance().remaining(ID));
    }

    @Test
    void takeLater_whileAnotherConnectionLocks_isUnavailableInTime_andWithdrawn() throws SQLException {
        CompletableFuture<Boolean> asked;
        try (Connection other = connect()) {
            execute(other, "BEGIN EXCLUSIVE");
            asked = store.balance().takeLater(TestScope.of(ID));
            CompletionException thrown = assertThrows(CompletionException.class, asked::join);

            assertInstanceOf(StoreUnavailableException.class, thrown.getCause());
            assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
            execute(other, "ROLLBACK");
        }
        assertTrue(store.balance().takeLater(TestScope.of(ID)).join());
        assertEquals(OptionalLong.of(9), store.balance().remaining(ID));
    }

    @Test
    void takeLater_ofAClosedStore_isUnavailable() {
        store.close();
        CompletableFuture<Boolean> asked = store.balance().takeLater(TestScope.of(ID));
        assertInstanceOf(
                StoreUnavailableException.class,
                assertThrows(CompletionException.class, asked::join).getCause());
    }

    @Test
    void take_whileAnotherConnectionLocksForAMoment_succeeds() throws Exception {
        try (Connection other = connect()) {
            execute(other, "BEGIN EXCLUSIVE");
            CompletableFuture<Boolean> taken =
                    CompletableFuture.supplyAsync(() -> store.balance().take(TestScope.of(ID)), callers);
            Thread.sleep(TIMEOUT.toMillis() / 10);
            assertFalse(taken.isDone());
            execute(other, "ROLLBACK");
            assertTrue(taken.get());
        }
    }

    @Test
    void open_whileAnotherConnectionLocks_succeeds() throws SQLException {
        try (Connection other = connect()) {
            execute(other, "BEGIN EXCLUSIVE");
            try (OpenDatabase second = open(TIMEOUT)) {
                assertEquals(
                        1, new JdbcAccounts(second).changesAfter(0).accounts().size());
            }
        }
    }

    @Test
    void close_whileAnotherConnectionLocks_doesNotWaitForIt() throws SQLException {
        try (Connection other = connect()) {
            execute(other, "BEGIN EXCLUSIVE");
            long start = System.nanoTime();
            store.close();
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(waited.compareTo(TIMEOUT) < 0, "waited " + waited);
        }
    }

    @Test
    void take_whileAChangeIsStuck_isWithdrawn_andTheChangeIsMadeYet() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Account> stuck = stuckChange(end);

        assertThrows(StoreUnavailableException.class, () -> store.balance().take(TestScope.of(ID)));
        ExecutionException thrown = assertThrows(ExecutionException.class, stuck::get);
        assertTrue(thrown.getMessage().contains("may yet be made"), thrown.getMessage());
        end.countDown();

        store.balance().set(ID, store.balance().remaining(ID).orElseThrow());
        assertEquals(OptionalLong.of(10), store.balance().remaining(ID));
        assertEquals(
                "stuck",
                new JdbcAccounts(store).changesAfter(0).accounts().get(0).name());
    }

    /** A change that has begun, and ends when the latch is released. */
    private CompletableFuture<Account> stuckChange(CountDownLatch end) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Account> change = CompletableFuture.supplyAsync(
                () -> new JdbcAccounts(store).change(ID, before -> {
                    begun.countDown();
                    awaitQuietly(end);
                    return metered("stuck");
                }),
                callers);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        return change;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failingChange_inAGroup_takesNoOtherWithIt() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Account> first = stuckChange(end);
        List<CompletableFuture<Boolean>> takes = new ArrayList<>();
        List<CompletableFuture<Account>> failures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            takes.add(CompletableFuture.supplyAsync(() -> store.balance().take(TestScope.of(ID)), callers));
            failures.add(CompletableFuture.supplyAsync(
                    () -> new JdbcAccounts(store).change(ID, GroupWriterTest::fail), callers));
        }
        Thread.sleep(TIMEOUT.toMillis() / 10);
        end.countDown();
        first.get();

        int taken = 0;
        for (CompletableFuture<Boolean> take : takes) {
            taken += take.get() ? 1 : 0;
        }
        for (CompletableFuture<Account> failure : failures) {
            ExecutionException thrown = assertThrows(ExecutionException.class, failure::get);
            assertEquals(IllegalStateException.class, thrown.getCause().getClass());
        }
        assertEquals(10, taken);
        assertEquals(OptionalLong.of(0), store.balance().remaining(ID));
        assertEquals(
                "stuck",
                new JdbcAccounts(store).changesAfter(0).accounts().get(0).name());
    }

    private static Account fail(Optional<Account> before) {
        throw new IllegalStateException("no");
    }

    @Test
    void change_insideAChange_isRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> new JdbcAccounts(store).change(ID, before -> {
                    store.balance().take(TestScope.of(ID));
                    return before.orElseThrow();
                }));
    }

    @Test
    void write_afterClose_isUnavailable() {
        store.close();
        assertThrows(StoreUnavailableException.class, () -> store.balance().take(TestScope.of(ID)));
        assertThrows(StoreUnavailableException.class, () -> store.balance().remaining(ID));
    }

    @Test
    void close_leavesOneDatabaseFile() {
        store.balance().take(TestScope.of(ID));
        assertTrue(data.resolve("symbolon.db-wal").toFile().exists());
        store.close();
        assertFalse(data.resolve("symbolon.db-wal").toFile().exists(), "the log is in the database file by now");
    }
}
