package org.symbolon.store.jdbc.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/** A primary that dies while a node issues tokens, the standby that takes its place, and the way back. */
@Tag("soak")
@Timeout(300)
final class PostgresFailoverTest {
    private static final AccountId ID = new AccountId(7);
    private static final long TOKENS = 10_000_000;

    @TempDir
    private Path data;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong credited = new AtomicLong();

    /** Takes a token, and adds one with the database every time, until the end. */
    private void work(Stores stores) {
        while (!ended.get()) {
            try {
                if (stores.balance().take(TestScope.of(ID))) {
                    taken.incrementAndGet();
                }
                stores.balance().credit(ID, 1);
                credited.incrementAndGet();
            } catch (StoreUnavailableException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWork() {
        long until = credited.get() + 20;
        while (credited.get() < until) {
            pause();
        }
    }

    @Test
    void failoverAndBack_losesNoAcknowledgedChange_andNoToken() throws Exception {
        try (PostgresServer first = PostgresServer.startPrivate()) {
            String database = first.newDatabase().replaceFirst(".*/", "");
            try (PostgresServer second = first.standby()) {
                first.awaitStandby();
                String url = "jdbc:postgresql://" + first.address() + "," + second.address() + "/" + database;
                Settings settings = Settings.inFolder(data).with(CoreSettings.STORE_URL, url);
                try (Stores stores = new JdbcStoreProvider().open(settings, StoreAccess.SERVICE)) {
                    stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
                    Account metered = Account.builder().id(ID).metered(true).build();
                    stores.accounts().change(ID, none -> metered, TOKENS);
                    CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> work(stores));
                    awaitWork();

                    first.crash();
                    second.promote();
                    awaitWork();
                    first.follow(second);
                    second.awaitStandby();
                    awaitWork();
                    second.crash();
                    first.promote();
                    awaitWork();

                    ended.set(true);
                    worker.get(1, TimeUnit.MINUTES);
                }
                try (Stores last = new JdbcStoreProvider().open(settings, StoreAccess.SERVICE)) {
                    long left = last.balance().remaining(ID).orElseThrow();
                    long expected = TOKENS - taken.get() + credited.get();
                    // A credit whose answer was lost may have been made: one for each of the two crashes.
                    assertTrue(left >= expected && left <= expected + 2, left + " are left, not " + expected);
                    assertEquals(OptionalLong.of(left - 1), last.balance().debit(ID, 1));
                }
            }
        }
    }
}
