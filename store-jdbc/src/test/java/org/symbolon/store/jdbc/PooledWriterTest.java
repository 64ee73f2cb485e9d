package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
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
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.ContractThreads;
import org.symbolon.core.error.StoreUnavailableException;

@Timeout(60)
final class PooledWriterTest {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId OTHER_ID = new AccountId(8);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 4;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final String url = PostgresServer.shared().newDatabase();
    private final Database database = database(TIMEOUT);
    private final Readers readers = database.readers();
    private final Writer writer = database.writer();

    @BeforeEach
    void putAccounts() {
        database.prepare();
        for (AccountId id : new AccountId[] {ID, OTHER_ID}) {
            new JdbcAccounts(readers, writer)
                    .change(id, none -> Account.builder().id(id).metered(true).build());
            new JdbcBalance(readers, writer).set(id, 10);
        }
    }

    @AfterEach
    void close() {
        writer.close();
        readers.close();
        callers.shutdownNow();
    }

    private OptionalLong remaining() {
        return new JdbcBalance(readers, writer).remaining(ID);
    }

    private StoreUnavailableException assertUnavailable(Work<?> work) {
        return assertThrows(StoreUnavailableException.class, () -> writer.write(work));
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
    void write_isCommittedWhenItReturns() throws SQLException {
        assertEquals(2, writer.write(Work.of(PooledWriterTest::spendAll)));
        assertEquals(OptionalLong.of(0), remaining());
    }

    @Test
    void whatAWorkThrows_passesThrough_andTakesBackWhatItDid() {
        IllegalStateException thrown = new IllegalStateException("no");
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> writer.write(Work.of(handle -> {
                            spendAll(handle);
                            throw thrown;
                        }))));
        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void errorOfAWork_passesThrough_andTakesBackWhatItDid() {
        assertThrows(
                AssertionError.class,
                () -> writer.write(Work.of(handle -> {
                    spendAll(handle);
                    throw new AssertionError("no");
                })));
        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void failedStatement_isUnavailable_andTakesBackWhatItsWorkDidBefore() {
        StoreUnavailableException thrown = assertUnavailable(Work.of(handle -> {
            spendAll(handle);
            return handle.execute("INSERT INTO nowhere VALUES (1)");
        }));
        assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void failedStatementThatTheWorkOverlooks_isUnavailable() {
        assertUnavailable(Work.of(handle -> {
            spendAll(handle);
            assertThrows(StatementException.class, () -> handle.execute("INSERT INTO nowhere VALUES (1)"));
            return true;
        }));
        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void failedStatement_showsNoValue() {
        StoreUnavailableException cast = assertUnavailable(Work.of(
                handle -> handle.execute("UPDATE account SET name = CAST(CAST(? AS json) AS text)", "{c0ffee-secret")));
        StoreUnavailableException batch = assertUnavailable(Work.of(handle -> {
            PreparedBatch twice = handle.prepareBatch("INSERT INTO account_default VALUES (7, 'wv', 'n', ?)");
            twice.add("c0ffee-secret").add("c0ffee-secret");
            return twice.execute();
        }));
        for (StoreUnavailableException thrown : new StoreUnavailableException[] {cast, batch}) {
            String trace = Throwables.getStackTraceAsString(thrown);
            assertFalse(trace.contains("c0ffee"), trace);
        }
    }

    @Test
    void conflict_isTriedAgain_andCommittedOnce() {
        AtomicInteger attempts = new AtomicInteger();
        long left = writer.write(Work.of(handle -> {
            handle.execute("UPDATE account SET tokens = tokens - 1 WHERE id = 7");
            if (attempts.incrementAndGet() < 3) {
                throw new SQLException("in the way", "40001");
            }
            return handle.createQuery("SELECT tokens FROM account WHERE id = 7")
                    .mapTo(Long.class)
                    .one();
        }));
        assertEquals(9, left);
        assertEquals(OptionalLong.of(9), remaining());
        assertEquals(3, attempts.get());
    }

    @Test
    void conflictWithoutAnEnd_isUnavailable() {
        AtomicInteger attempts = new AtomicInteger();
        assertUnavailable(Work.of(handle -> {
            attempts.incrementAndGet();
            throw new SQLException("in the way", "40P01");
        }));
        assertEquals(5, attempts.get());
    }

    @Test
    void deadlock_endsWithBothChangesMade() throws Exception {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        Writer patient = database(TIMEOUT.multipliedBy(10)).writer();
        try (patient) {
            ContractThreads.run(2, thread -> {
                AtomicInteger attempts = new AtomicInteger();
                patient.write(Work.of(handle -> {
                    takeFrom(handle, 7 + thread);
                    if (attempts.getAndIncrement() == 0) {
                        awaitQuietly(bothHoldOne);
                    }
                    return takeFrom(handle, 8 - thread);
                }));
            });
        }
        assertEquals(OptionalLong.of(8), remaining());
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
            StoreUnavailableException thrown = assertUnavailable(new Take(ID));
            assertWithin(TIMEOUT.plusSeconds(1), start);
            assertTrue(thrown.getMessage().contains("nothing was changed"), thrown.getMessage());
            assertEquals(OptionalLong.of(10), remaining());
            assertTrue(writer.write(new Take(OTHER_ID)));
            other.rollback();
        }
        assertTrue(writer.write(new Take(ID)));
        assertEquals(OptionalLong.of(9), remaining());
    }

    @Test
    void take_whileAnotherHoldsTheAccountForAMoment_succeeds() throws Exception {
        try (Connection other = lockAccount()) {
            CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> writer.write(new Take(ID)), callers);
            Thread.sleep(TIMEOUT.toMillis() / 10);
            assertFalse(taken.isDone());
            other.rollback();
            assertTrue(taken.get());
        }
    }

    private Database database(Duration timeout) {
        LeaseTerms none = new LeaseTerms(1, timeout, Path.of("leases"), timeout);
        return new PostgresDatabase(PostgresAddress.parse(url), CONNECTIONS, none);
    }

    /** Has so long for a statement that nothing but the wait for a connection ends. */
    private Writer patientWriter() {
        return database(TIMEOUT.multipliedBy(10)).writer();
    }

    @Test
    void write_whileEveryConnectionIsBusy_isUnavailableAfterASecond() throws Exception {
        try (Writer patient = patientWriter();
                Connection other = lockAccount()) {
            List<CompletableFuture<Boolean>> busy = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS / 2; i++) {
                busy.add(CompletableFuture.supplyAsync(() -> patient.write(new Take(ID)), callers));
            }
            Thread.sleep(TIMEOUT.toMillis() / 4);
            long start = System.nanoTime();
            assertThrows(StoreUnavailableException.class, () -> patient.write(new Take(OTHER_ID)));
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
            assertUnavailable(Work.of(handle -> handle.createQuery("SELECT 1 FROM pg_sleep(60)")
                    .mapTo(Integer.class)
                    .one()));
            assertWithin(TIMEOUT, start);
        }
        assertTrue(writer.write(new Take(ID)));
    }

    @Test
    void workThatFallsAsleep_losesItsLocks_andChangesNothing() {
        StoreUnavailableException thrown = assertUnavailable(Work.of(handle -> {
            spendAll(handle);
            sleep(TIMEOUT.plusMillis(500));
            return true;
        }));
        assertTrue(thrown.getMessage().contains("store"), thrown.getMessage());
        assertEquals(OptionalLong.of(10), remaining());
        assertTrue(writer.write(new Take(ID)));
    }

    @Test
    void write_insideAWork_isRefused() {
        assertThrows(IllegalStateException.class, () -> writer.write(Work.of(handle -> writer.write(new Take(ID)))));
        assertTrue(writer.write(new Take(ID)), "and not for ever");
    }

    @Test
    void close_waitsForWhatWasBegun() throws Exception {
        CyclicBarrier begun = new CyclicBarrier(2);
        CompletableFuture<Integer> change = CompletableFuture.supplyAsync(
                () -> writer.write(Work.of(handle -> {
                    awaitQuietly(begun);
                    sleep(TIMEOUT.dividedBy(10));
                    return spendAll(handle);
                })),
                callers);
        begun.await();
        writer.close();
        assertEquals(2, change.get());
        assertEquals(OptionalLong.of(0), remaining());
    }

    @Test
    void write_afterClose_isUnavailable() {
        writer.close();
        readers.close();
        assertUnavailable(new Take(ID));
        assertThrows(StoreUnavailableException.class, this::remaining);
    }

    @Test
    void reader_cannotWrite() {
        assertThrows(StoreUnavailableException.class, () -> readers.read(PooledWriterTest::spendAll));
        assertEquals(OptionalLong.of(10), remaining());
    }

    @Test
    void transactionOfAReader_seesOneState() {
        long difference = readers.read(handle -> handle.inTransaction(snapshot -> {
            long before = sum(snapshot);
            writer.write(Work.of(PooledWriterTest::spendAll));
            return before - sum(snapshot);
        }));
        assertEquals(0, difference);
        assertEquals(OptionalLong.of(0), remaining());
    }

    private static long sum(Handle handle) {
        return handle.createQuery("SELECT sum(tokens) FROM account")
                .mapTo(Long.class)
                .one();
    }
}
