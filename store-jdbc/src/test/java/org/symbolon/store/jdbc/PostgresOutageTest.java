package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.TestScope;

/** How callers are answered while the server is away, and after it is back. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresOutageTest {
    private static final AccountId ID = new AccountId(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Added to all limits, because the machine may be busy. */
    private static final Duration SLACK = Duration.ofMillis(700);

    private final PostgresServer server = PostgresServer.startPrivate();

    @TempDir
    private Path data;

    private Stores stores;

    @AfterAll
    void endServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        stores = new JdbcStoreProvider()
                .open(
                        Settings.inFolder(data)
                                .with(CoreSettings.STORE_URL, server.newDatabase())
                                .with(JdbcStoreProvider.PASSWORD, "s3cr3t")
                                .with(JdbcStoreProvider.TIMEOUT, TIMEOUT.toString()),
                        StoreAccess.SERVICE);
        stores.accounts()
                .change(ID, none -> Account.builder().id(ID).metered(true).build());
        stores.balance().set(ID, 1_000_000);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    /** Asserts that a call fails because the store is unavailable; returns how long the call took. */
    private Duration refusal(Runnable call) {
        long start = System.nanoTime();
        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, call::run);
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        assertFalse(Throwables.getStackTraceAsString(thrown).contains("s3cr3t"));
        return waited;
    }

    /** Makes calls that fail, from many threads, for two seconds; returns how long each took, sorted. */
    private List<Duration> refusals() {
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        long end = System.nanoTime() + SECOND.multipliedBy(2).toNanos();
        ContractThreads.run(16, thread -> {
            while (System.nanoTime() < end) {
                waits.add(refusal(
                        thread % 2 == 0
                                ? () -> stores.balance().take(TestScope.of(ID))
                                : () -> stores.balance().remaining(ID)));
                // Calls that are refused at once would otherwise keep the processor from all other tests.
                sleep(2);
            }
        });
        return waits.stream().sorted().toList();
    }

    private static void assertWithin(Duration most, Duration waited) {
        assertTrue(waited.compareTo(most) < 0, "waited " + waited);
    }

    /** Asserts that both reading and writing work again. */
    private void assertBackWithinTwoSeconds() {
        long start = System.nanoTime();
        while (!answers()) {
            assertWithin(SECOND.multipliedBy(2), Duration.ofNanos(System.nanoTime() - start));
        }
        for (int i = 0; i < 20; i++) {
            assertTrue(stores.balance().take(TestScope.of(ID)));
            assertTrue(stores.balance().remaining(ID).isPresent());
        }
    }

    private boolean answers() {
        try {
            return stores.balance().take(TestScope.of(ID))
                    && stores.balance().remaining(ID).isPresent();
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    @Test
    void stopped_refusesWithinASecond_mostlyAtOnce_andComesBack() {
        StoreMeasures measures = stores.measures();
        assertFalse(measures.refusing().orElseThrow().getAsBoolean());
        assertEquals(0, measures.leasedTokens().orElseThrow().getAsLong());
        server.stop();
        List<Duration> waits = refusals();
        assertTrue(measures.refusing().orElseThrow().getAsBoolean());
        assertTrue(measures.calls().get("tokens").failures() > 0);
        server.start();
        assertBackWithinTwoSeconds();
        assertFalse(measures.refusing().orElseThrow().getAsBoolean());
        long leased = measures.leasedTokens().orElseThrow().getAsLong();
        assertTrue(leased > 0 && leased < 1_000_000, leased + " tokens are leased");

        assertWithin(SECOND.plus(SLACK), waits.get(waits.size() - 1));
        assertWithin(Duration.ofMillis(20), waits.get(waits.size() / 2));
        assertTrue(waits.size() > 1_000, "only " + waits.size() + " calls were answered");
    }

    @Test
    void paused_refusesWithinTheTimeoutAndASecond_thenAtOnce_andComesBack() {
        server.pause();
        List<Duration> waits = refusals();
        Duration later = refusal(() -> stores.balance().take(TestScope.of(ID)));
        server.resume();
        assertBackWithinTwoSeconds();

        assertWithin(TIMEOUT.plus(SECOND).plus(SLACK), waits.get(waits.size() - 1));
        assertWithin(Duration.ofMillis(20), waits.get(waits.size() / 2));
        assertWithin(SECOND.plus(SLACK), later);
    }

    @Test
    void pausedForAMoment_keepsCallersWaiting_andLosesNothing() throws InterruptedException {
        OptionalLong before = stores.balance().remaining(ID);
        server.pause();
        Thread resumer = new Thread(() -> {
            sleep(200);
            server.resume();
        });
        resumer.start();
        assertTrue(stores.balance().take(TestScope.of(ID)));
        resumer.join();
        assertEquals(before.orElseThrow() - 1, stores.balance().remaining(ID).orElseThrow());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void restartedWithoutACall_isNoticed_andOvercome() {
        server.stop();
        server.start();
        assertBackWithinTwoSeconds();
    }

    @Test
    void restartedAgainAndAgain_neverGivesMoreThanWasTaken() throws InterruptedException {
        stores.balance().set(ID, 100_000_000);
        long end = System.nanoTime() + SECOND.multipliedBy(4).toNanos();
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        Thread restarter = new Thread(() -> {
            for (int i = 0; i < 3; i++) {
                sleep(500);
                server.stop();
                server.start();
            }
        });
        restarter.start();
        ContractThreads.run(4, thread -> {
            int mine = 0;
            while (System.nanoTime() < end) {
                mine += taken() ? 1 : 0;
                sleep(1);
            }
            taken.add(mine);
        });
        restarter.join();
        assertBackWithinTwoSeconds();
        long spent = 100_000_000 - stores.balance().remaining(ID).orElseThrow();
        long told = taken.stream().mapToInt(Integer::intValue).sum();
        assertTrue(told > 0 && told <= spent, told + " were given out, " + spent + " were spent");
    }

    private boolean taken() {
        try {
            return stores.balance().take(TestScope.of(ID));
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
