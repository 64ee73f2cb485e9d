package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.file.MachineBoot;
import org.symbolon.testing.store.TestScope;

/** Balances in SQLite of which tokens are taken ahead of their callers. */
@Timeout(60)
final class TokensAheadTest {
    private static final AccountId ID = new AccountId(7);
    private static final UsageScope SCOPE = TestScope.of(ID);
    private static final long TOKENS = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private OpenDatabase store;
    private TokenBalance balance;

    @BeforeEach
    void open() {
        store = open(StoreAccess.SERVICE);
        balance = store.balance();
        new JdbcAccounts(store)
                .change(ID, none -> Account.builder().id(ID).metered(true).build());
        balance.set(ID, TOKENS);
    }

    private OpenDatabase open(StoreAccess access) {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:symbolon.db", data, TIMEOUT);
        database.migrate();
        return database.open(access);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Takes tokens until one is ahead; returns how many were taken. */
    private static long takeUntilAhead(TokenBalance balance) {
        long taken = 1;
        while (!balance.takeAtHand(SCOPE)) {
            assertTrue(balance.take(SCOPE));
            taken++;
            assertTrue(taken < TOKENS / 2, "nothing was ever ahead");
        }
        return taken;
    }

    private static boolean take(TokenBalance balance) {
        return balance.takeAtHand(SCOPE) || balance.take(SCOPE);
    }

    private long number(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long inDatabase() {
        return number("SELECT tokens FROM account");
    }

    private long issued() {
        return number("SELECT coalesce(sum(total), 0) FROM usage_count");
    }

    /** Waits until what is ahead is back; then balance and usage are exact, for whoever reads them. */
    private void assertComesTo(long left, long issued) throws InterruptedException {
        for (int i = 0; i < 500 && (inDatabase() != left || issued() != issued); i++) {
            Thread.sleep(10);
        }
        assertEquals(left, inDatabase());
        assertEquals(issued, issued());
    }

    @Test
    void take_ofABusyAccount_isAhead_andWhatIsUnusedComesBack() throws InterruptedException {
        long taken = takeUntilAhead(balance);
        assertComesTo(TOKENS - taken, taken);
        assertEquals(OptionalLong.of(TOKENS - taken), balance.remaining(ID));
        assertFalse(balance.takeAtHand(SCOPE), "nothing is ahead of an account that nobody asks for");
    }

    @Test
    void take_ofTheLastHundred_isNeverAhead() {
        balance.set(ID, 99);
        for (int i = 0; i < 99; i++) {
            assertFalse(balance.takeAtHand(SCOPE));
            assertTrue(balance.take(SCOPE));
        }
        assertFalse(take(balance));
        assertEquals(0, inDatabase());
    }

    @Test
    void take_byManyThreads_givesExactlyWhatThereIs() throws Exception {
        List<Callable<Long>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            callers.add(() -> {
                long taken = 0;
                while (take(balance)) {
                    taken++;
                }
                return taken;
            });
        }
        balance.set(ID, 20_000);
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        try {
            long taken = 0;
            for (Future<Long> caller : threads.invokeAll(callers)) {
                taken += caller.get();
            }
            // A caller who finds nothing leaves, although some of what others have ahead may come back.
            while (take(balance)) {
                taken++;
            }
            assertComesTo(20_000 - taken, taken);
            assertTrue(taken > 19_900, "taken " + taken);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void set_whileTokensAreAhead_isExact() throws InterruptedException {
        long taken = takeUntilAhead(balance);
        balance.set(ID, 2);

        assertEquals(OptionalLong.of(2), balance.remaining(ID));
        assertTrue(take(balance));
        assertTrue(take(balance));
        assertFalse(take(balance));
        assertComesTo(0, taken + 2);
    }

    @Test
    void set_byAnotherProcessWhileTokensAreAhead_isExactOnceTheyAreGone() throws InterruptedException {
        try (OpenDatabase command = open(StoreAccess.COMMAND)) {
            long taken = 0;
            for (int round = 1; round <= 5; round++) {
                balance.set(ID, TOKENS);
                taken += takeUntilAhead(balance);
                command.balance().set(ID, round);
                assertComesTo(round, taken);
            }
        }
    }

    @Test
    void credit_whileTokensAreAhead_addsExactlyThat() throws InterruptedException {
        long taken = takeUntilAhead(balance);
        balance.credit(ID, 1_000);
        assertComesTo(TOKENS + 1_000 - taken, taken);
    }

    @Test
    void close_putsBackWhatIsAhead() throws InterruptedException {
        long taken = takeUntilAhead(balance);
        store.close();
        assertEquals(TOKENS - taken, inDatabase());
        assertEquals(taken, issued());
        assertFalse(balance.takeAtHand(SCOPE));
    }

    /** Ends the service and leaves a file that says that it was killed with five tokens ahead. */
    private void killWithFiveAhead(long replaced) throws IOException {
        store.close();
        Path database = data.resolve("symbolon.db");
        UUID identity = FileWatch.of(database).identity();
        try (AheadFile file = AheadFile.open(data.resolve("symbolon.db-ahead"), MachineBoot.id(), identity)
                .orElseThrow()) {
            AheadFile.Place place = file.place(SCOPE).orElseThrow();
            place.replaced(replaced);
            place.unused(5);
        }
    }

    @Test
    void open_afterAKill_givesBackOnce_whatWasAheadOfTheSameBalance() throws IOException {
        assumeTrue(MachineBoot.id().isPresent(), "without a boot id nothing comes back");
        for (int i = 0; i < 10; i++) {
            assertTrue(balance.take(SCOPE));
        }
        killWithFiveAhead(number("SELECT balance_set FROM account"));
        for (int start = 0; start < 2; start++) {
            store = open(StoreAccess.SERVICE);
            assertEquals(TOKENS - 5, inDatabase());
            assertEquals(5, issued());
            store.close();
        }
        killWithFiveAhead(number("SELECT balance_set - 1 FROM account"));
        store = open(StoreAccess.SERVICE);
        assertEquals(TOKENS - 5, inDatabase(), "the balance was replaced since");
        assertEquals(0, issued());
    }

    @Test
    void take_byASecondServiceOnTheFolder_isNeverAhead() {
        try (OpenDatabase second = open(StoreAccess.SERVICE);
                OpenDatabase command = open(StoreAccess.COMMAND)) {
            for (int i = 0; i < 60; i++) {
                for (TokenBalance other : new TokenBalance[] {second.balance(), command.balance()}) {
                    assertFalse(other.takeAtHand(SCOPE));
                    assertTrue(other.take(SCOPE));
                }
            }
        }
        takeUntilAhead(balance);
    }

    /** Balances that always have tokens, and count how often they are asked. */
    private static final class Plenty implements TokensAhead.Balances {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public CompletableFuture<TokensAhead.Tokens> take(UsageScope scope, long most) {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(new TokensAhead.Tokens(most, 0));
        }

        @Override
        public CompletableFuture<?> putBack(UsageScope scope, TokensAhead.Tokens unused) {
            return CompletableFuture.completedFuture(unused);
        }
    }

    private AheadFile file() throws IOException {
        return AheadFile.open(data.resolve("fake"), Optional.empty(), new UUID(0, 0))
                .orElseThrow();
    }

    @Test
    void take_byOneCallerWhoWaitsForASlowDisk_isAheadInTheEnd() throws IOException, InterruptedException {
        try (TokensAhead ahead = new TokensAhead(new Plenty(), file())) {
            int waited = 0;
            while (!ahead.take(SCOPE)) {
                Thread.sleep(7);
                assertTrue(++waited < 1_000, "nothing was ever ahead");
            }
        }
    }

    @Test
    void take_nowAndThen_isNeverAhead() throws IOException, InterruptedException {
        Plenty balances = new Plenty();
        try (TokensAhead ahead = new TokensAhead(balances, file())) {
            for (int i = 0; i < 5; i++) {
                assertFalse(ahead.take(SCOPE));
                Thread.sleep(100);
            }
        }
        assertEquals(0, balances.asked.get());
    }

    @Test
    void take_whileTheStoreIsAway_isNotAhead_andAddsNothingLater() throws IOException, InterruptedException {
        CompletableFuture<TokensAhead.Tokens> late = new CompletableFuture<>();
        TokensAhead.Balances away = new TokensAhead.Balances() {
            @Override
            public CompletableFuture<TokensAhead.Tokens> take(UsageScope scope, long most) {
                return late;
            }

            @Override
            public CompletableFuture<?> putBack(UsageScope scope, TokensAhead.Tokens unused) {
                return CompletableFuture.failedFuture(new StoreUnavailableException("away"));
            }
        };
        try (TokensAhead ahead = new TokensAhead(away, file())) {
            for (int i = 0; i < 100; i++) {
                assertFalse(ahead.take(SCOPE));
                Thread.sleep(1);
            }
            late.completeExceptionally(new StoreUnavailableException("away"));
            assertEquals(0, ahead.unused(ID));
            assertFalse(ahead.take(SCOPE));
        }
    }
}
