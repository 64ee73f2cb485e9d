package org.symbolon.store.jdbc.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.EmptyStores;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;
import org.symbolon.store.jdbc.lease.LeasedBalance;
import org.symbolon.testing.store.ContractThreads;

@Timeout(60)
final class OpenPostgresTest {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId OTHER_ID = new AccountId(8);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 4;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final String url = EmptyStores.postgres();
    private final PostgresDatabase database = database(TIMEOUT);
    private final OpenDatabase store = database.open(StoreAccess.SERVICE);

    @BeforeEach
    void putAccounts() {
        for (AccountId id : new AccountId[] {ID, OTHER_ID}) {
            new JdbcAccounts(store)
                    .change(id, none -> Account.builder().id(id).metered(true).build());
            store.write(handle -> handle.execute("UPDATE account SET tokens = 10 WHERE id = ?", id.value()));
        }
    }

    @AfterEach
    void close() {
        store.close();
        callers.shutdownNow();
    }

    private long remaining() {
        return store.read(Purpose.TOKENS, handle -> tokens(handle, ID));
    }

    private static long tokens(Handle handle, AccountId account) {
        return handle.select("SELECT tokens FROM account WHERE id = ?", account.value())
                .mapTo(Long.class)
                .one();
    }

    /** Takes a token in a transaction of its own, which waits for others that lock the account. */
    private static boolean take(OpenDatabase from, AccountId account) {
        return from.write(handle -> takeFrom(handle, account.value())) == 1;
    }

    private StoreUnavailableException assertUnavailable(Work<?> change) {
        return assertThrows(StoreUnavailableException.class, () -> store.write(change));
    }

    private static int spendAll(Handle handle) {
        return handle.execute("UPDATE account SET tokens = 0");
    }

    /** A connection that holds the account's row until it is closed. */
    private Connection lockAccount() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE account SET tokens = tokens WHERE id = 7");
        }
        return connection;
    }

    private static void assertWithin(Duration most, long start) {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(waited.compareTo(most) < 0, "waited " + waited);
    }

    @Test
    void serverThatIsReadOnly_countsAsAway_untilItTakesChangesAgain() throws SQLException, InterruptedException {
        String name = url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
        try (Connection admin = DriverManager.getConnection(url);
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                    + "' AND pid <> pg_backend_pid()");
            while (!isAway()) {
                Thread.sleep(10);
            }
            assertUnavailable(OpenPostgresTest::spendAll);
            statement.execute("SET default_transaction_read_only = off");
            statement.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
        }
        while (isAway()) {
            Thread.sleep(10);
        }
        assertEquals(2, store.write(OpenPostgresTest::spendAll));
    }

    /** Whether the breaker refuses callers. */
    private boolean isAway() {
        try {
            store.write(handle -> handle.execute("UPDATE account SET tokens = tokens"));
            return false;
        } catch (StoreUnavailableException e) {
            return String.valueOf(e.getMessage()).contains("does not answer");
        }
    }

    @Test
    void write_isCommittedWhenItReturns() throws SQLException {
        assertEquals(2, store.write(OpenPostgresTest::spendAll));
        assertEquals(0, remaining());
    }

    @Test
    void whatAWorkThrows_passesThrough_andTakesBackWhatItDid() {
        IllegalStateException thrown = new IllegalStateException("no");
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> store.write(handle -> {
                            spendAll(handle);
                            throw thrown;
                        })));
        assertEquals(10, remaining());
    }

    @Test
    void errorOfAWork_passesThrough_andTakesBackWhatItDid() {
        assertThrows(
                AssertionError.class,
                () -> store.write(handle -> {
                    spendAll(handle);
                    throw new AssertionError("no");
                }));
        assertEquals(10, remaining());
    }

    @Test
    void failedStatement_isUnavailable_andTakesBackWhatItsWorkDidBefore() {
        StoreUnavailableException thrown = assertUnavailable(handle -> {
            spendAll(handle);
            return handle.execute("INSERT INTO nowhere VALUES (1)");
        });
        assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
        assertEquals(10, remaining());
    }

    @Test
    void failedStatementThatTheWorkOverlooks_isUnavailable() {
        assertUnavailable(handle -> {
            spendAll(handle);
            assertThrows(StatementException.class, () -> handle.execute("INSERT INTO nowhere VALUES (1)"));
            return true;
        });
        assertEquals(10, remaining());
    }

    @Test
    void failedStatement_showsNoValue() {
        StoreUnavailableException cast = assertUnavailable(
                handle -> handle.execute("UPDATE account SET name = CAST(CAST(? AS json) AS text)", "{c0ffee-secret"));
        StoreUnavailableException batch = assertUnavailable(handle -> {
            PreparedBatch twice = handle.prepareBatch("INSERT INTO account_default VALUES (7, 'wv', 'n', ?)");
            twice.add("c0ffee-secret").add("c0ffee-secret");
            return twice.execute();
        });
        for (StoreUnavailableException thrown : new StoreUnavailableException[] {cast, batch}) {
            String trace = Throwables.getStackTraceAsString(thrown);
            assertFalse(trace.contains("c0ffee"), trace);
        }
    }

    @Test
    void conflict_isTriedAgain_andCommittedOnce() {
        AtomicInteger attempts = new AtomicInteger();
        long left = store.write(handle -> {
            handle.execute("UPDATE account SET tokens = tokens - 1 WHERE id = 7");
            if (attempts.incrementAndGet() < 3) {
                throw new SQLException("in the way", "40001");
            }
            return handle.createQuery("SELECT tokens FROM account WHERE id = 7")
                    .mapTo(Long.class)
                    .one();
        });
        assertEquals(9, left);
        assertEquals(9, remaining());
        assertEquals(3, attempts.get());
    }

    @Test
    void conflictWithoutAnEnd_isUnavailable() {
        AtomicInteger attempts = new AtomicInteger();
        assertUnavailable(handle -> {
            attempts.incrementAndGet();
            throw new SQLException("in the way", "40P01");
        });
        assertEquals(5, attempts.get());
    }

    @Test
    void deadlock_endsWithBothChangesMade() throws Exception {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        OpenDatabase patient = patientStore();
        try (patient) {
            ContractThreads.run(2, thread -> {
                AtomicInteger attempts = new AtomicInteger();
                patient.write(handle -> {
                    takeFrom(handle, 7 + thread);
                    if (attempts.getAndIncrement() == 0) {
                        awaitQuietly(bothHoldOne);
                    }
                    return takeFrom(handle, 8 - thread);
                });
            });
        }
        assertEquals(8, remaining());
    }

    private static int takeFrom(Handle handle, long account) {
        return handle.execute("UPDATE account SET tokens = tokens - 1 WHERE id = ?", account);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void take_whileAnotherHoldsTheAccount_isUnavailableInTime_andReadingGoesOn() throws SQLException {
        try (Connection other = lockAccount()) {
            long start = System.nanoTime();
            StoreUnavailableException thrown = assertUnavailable(handle -> takeFrom(handle, ID.value()));
            assertWithin(TIMEOUT.plusSeconds(1), start);
            assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
            assertEquals(10, remaining());
            assertTrue(take(store, OTHER_ID));
            other.rollback();
        }
        assertTrue(take(store, ID));
        assertEquals(9, remaining());
    }

    @Test
    void take_whileAnotherHoldsTheAccountForAMoment_succeeds() throws Exception {
        try (Connection other = lockAccount()) {
            CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> take(store, ID), callers);
            Thread.sleep(TIMEOUT.toMillis() / 10);
            assertFalse(taken.isDone());
            other.rollback();
            assertTrue(taken.get());
        }
    }

    private PostgresDatabase database(Duration timeout) {
        LeasedBalance.Terms none = new LeasedBalance.Terms(1, timeout, Optional.empty(), timeout);
        PostgresAddress address = PostgresAddress.of(url, "", DatabasePassword.of(""));
        return new PostgresDatabase(address, CONNECTIONS, none);
    }

    /** Has a long time-out for statements, so that only waiting for a connection can time out. */
    private OpenDatabase patientStore() {
        return database(TIMEOUT.multipliedBy(10)).open(StoreAccess.SERVICE);
    }

    @Test
    void write_whileEveryConnectionIsBusy_isUnavailableAfterASecond() throws Exception {
        try (OpenDatabase patient = patientStore();
                Connection other = lockAccount()) {
            List<CompletableFuture<Boolean>> busy = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS / 2; i++) {
                busy.add(CompletableFuture.supplyAsync(() -> take(patient, ID), callers));
            }
            Thread.sleep(TIMEOUT.toMillis() / 4);
            long start = System.nanoTime();
            assertThrows(StoreUnavailableException.class, () -> take(patient, OTHER_ID));
            assertWithin(Duration.ofMillis(1_500), start);
            other.rollback();
            for (CompletableFuture<Boolean> one : busy) {
                assertTrue(one.get());
            }
        }
    }

    @Test
    void statementThatLasts_isEnded_andTheConnectionIsOfUseAgain() {
        for (int i = 0; i < CONNECTIONS; i++) {
            long start = System.nanoTime();
            assertUnavailable(handle -> handle.createQuery("SELECT 1 FROM pg_sleep(60)")
                    .mapTo(Integer.class)
                    .one());
            assertWithin(TIMEOUT, start);
        }
        assertTrue(take(store, ID));
    }

    @Test
    void workThatFallsAsleep_losesItsLocks_andChangesNothing() {
        StoreUnavailableException thrown = assertUnavailable(handle -> {
            spendAll(handle);
            sleep(TIMEOUT.plusMillis(500));
            return true;
        });
        assertTrue(thrown.getMessage().contains("store"), thrown.getMessage());
        assertEquals(10, remaining());
        assertTrue(take(store, ID));
    }

    @Test
    void write_insideAWork_isRefused() {
        assertThrows(IllegalStateException.class, () -> store.write(handle -> take(store, ID)));
        assertTrue(take(store, ID), "and not for ever");
    }

    @Test
    void close_waitsForWhatWasBegun() throws Exception {
        CyclicBarrier begun = new CyclicBarrier(2);
        CompletableFuture<Integer> change = CompletableFuture.supplyAsync(
                () -> store.write(handle -> {
                    awaitQuietly(begun);
                    sleep(TIMEOUT.dividedBy(10));
                    return spendAll(handle);
                }),
                callers);
        begun.await();
        store.close();
        assertEquals(2, change.get());
        try (OpenDatabase again = database.open(StoreAccess.SERVICE)) {
            assertEquals(0, again.<Long>read(Purpose.TOKENS, handle -> tokens(handle, ID)));
        }
    }

    @Test
    void write_afterClose_isUnavailable() {
        store.close();
        assertUnavailable(handle -> takeFrom(handle, ID.value()));
        assertThrows(StoreUnavailableException.class, this::remaining);
    }

    /** With as few connections as this, the queries take all but one. */
    @Test
    void queriesThatHang_areStopped_andAccountsAreReadMeanwhile() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Work<?> hang = handle -> {
            begun.countDown();
            return handle.execute("SELECT pg_sleep(600)");
        };
        List<CompletableFuture<?>> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Purpose purpose = i % 2 == 0 ? Purpose.KEYS : Purpose.RECORDS;
            hanging.add(CompletableFuture.supplyAsync(() -> store.read(purpose, hang), callers));
        }
        begun.await();

        assertEquals(2, new JdbcAccounts(store).changesAfter(0).accounts().size());
        for (CompletableFuture<?> query : hanging) {
            ExecutionException failure = assertThrows(ExecutionException.class, query::get);
            assertTrue(failure.getCause() instanceof StoreUnavailableException, "" + failure.getCause());
        }
        assertEquals(10, remaining());
    }

    @Test
    void reader_cannotWrite() {
        assertThrows(StoreUnavailableException.class, () -> store.read(Purpose.TOKENS, OpenPostgresTest::spendAll));
        assertEquals(10, remaining());
    }

    @Test
    void transactionOfAReader_seesOneState() {
        long difference = store.read(
                Purpose.TOKENS,
                handle -> handle.inTransaction(snapshot -> {
                    long before = sum(snapshot);
                    store.write(OpenPostgresTest::spendAll);
                    return before - sum(snapshot);
                }));
        assertEquals(0, difference);
        assertEquals(0, remaining());
    }

    private static long sum(Handle handle) {
        return handle.createQuery("SELECT sum(tokens) FROM account")
                .mapTo(Long.class)
                .one();
    }
}
