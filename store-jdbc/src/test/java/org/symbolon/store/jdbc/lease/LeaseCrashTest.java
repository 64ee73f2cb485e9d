package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.OtherProcess;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/** Processes that are killed while they issue tokens from leases, on PostgreSQL. */
@Timeout(120)
final class LeaseCrashTest {
    private static final int TOKENS = 50_000;

    @TempDir
    private Path data;

    private Stores open() {
        return new JdbcStoreProvider().open(OtherProcess.settings(data), StoreAccess.SERVICE);
    }

    @BeforeEach
    void putTokens() throws IOException {
        assumeTrue(LeasedBalance.Machine.real().boot().isPresent(), "without a boot id nothing comes back");
        String url = PostgresServer.shared().newDatabase();
        Files.writeString(data.resolve(Settings.FILE), CoreSettings.STORE_URL.name() + "=" + url);
        Account metered =
                Account.builder().id(OtherProcess.ACCOUNT).metered(true).build();
        try (Stores stores = open()) {
            stores.accounts().change(metered.id(), none -> metered);
            stores.balance().set(metered.id(), TOKENS);
        }
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("leases"))) {
            return files.toList();
        }
    }

    /** How many tokens were used according to the only journal in the folder. */
    private long taken() throws IOException {
        Path file = journals().get(0);
        Optional<LeaseJournal.Content> content = JournalReader.read(
                ByteBuffer.wrap(Files.readAllBytes(file)),
                LeaseJournal.node(file).orElseThrow());
        return content.orElseThrow()
                .used()
                .getOrDefault(OtherProcess.ACCOUNT, LeaseUse.unknown(0))
                .total();
    }

    private static int takeAll(Stores stores) {
        int taken = 0;
        while (stores.balance().take(TestScope.of(OtherProcess.ACCOUNT))) {
            taken++;
        }
        return taken;
    }

    @Test
    void killedProcess_leavesExactlyTheRemainder() throws Exception {
        int acknowledged;
        try (OtherProcess killed = OtherProcess.ready("take", data)) {
            killed.go();
            acknowledged = killed.readLines(TOKENS / 5);
            killed.kill();
            acknowledged += killed.readLines(Integer.MAX_VALUE);
            killed.exit();
        }
        long taken = taken();
        assertTrue(acknowledged <= taken, acknowledged + " of " + taken);
        assertTrue(taken <= acknowledged + OtherProcess.THREADS, acknowledged + " of " + taken);

        try (Stores restarted = open()) {
            assertEquals(OptionalLong.of(TOKENS - taken), restarted.balance().remaining(OtherProcess.ACCOUNT));
            assertEquals(taken, OtherProcess.issued(restarted));
            assertEquals(TOKENS - taken, takeAll(restarted));
        }
        assertEquals(List.of(), journals());
    }

    @Test
    void killedProcessWithoutAFolder_isWrittenOffByAnother_andTogetherTheyIssueNoMoreThanThereWas() throws Exception {
        Files.writeString(data.resolve(Settings.FILE), "\nstore.lease.folder=\n", StandardOpenOption.APPEND);
        try (Stores survivor = open()) {
            int issued;
            try (OtherProcess killed = OtherProcess.ready("take", data)) {
                killed.go();
                issued = killed.readLines(TOKENS / 5);
                killed.kill();
                issued += killed.readLines(Integer.MAX_VALUE);
                killed.exit();
            }
            while (!new JdbcStoreProvider()
                    .status(OtherProcess.settings(data))
                    .leases()
                    .isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            ImmutableMap<AccountId, Long> writtenOff =
                    new JdbcStoreProvider().status(OtherProcess.settings(data)).writtenOff();
            assertTrue(writtenOff.getOrDefault(OtherProcess.ACCOUNT, 0L) <= 100, "a tenth of a block: " + writtenOff);
            issued += takeAll(survivor);
            assertTrue(issued <= TOKENS, issued + " were issued of " + TOKENS);
            assertTrue(issued >= TOKENS - 100 - OtherProcess.THREADS, "no more is lost than was leased: " + issued);
            survivor.balance().set(OtherProcess.ACCOUNT, 0);
            assertEquals(
                    TOKENS,
                    OtherProcess.issued(survivor) + writtenOff.getOrDefault(OtherProcess.ACCOUNT, 0L),
                    "what the balance has lost was issued or is written off");
            assertFalse(Files.exists(data.resolve("leases")));
        }
    }

    @Test
    void oneOfTwoProcessesKilled_togetherTheyIssueWhatThereWas() throws Exception {
        int issued;
        try (OtherProcess killed = OtherProcess.ready("take", data);
                OtherProcess survivor = OtherProcess.ready("take", data)) {
            survivor.go();
            killed.go();
            CompletableFuture<Integer> ofSurvivor = CompletableFuture.supplyAsync(() -> lines(survivor));
            int ofKilled = killed.readLines(TOKENS / 10);
            killed.kill();
            ofKilled += killed.readLines(Integer.MAX_VALUE);
            killed.exit();
            issued = ofKilled + ofSurvivor.get();
        }
        try (Stores restarted = open()) {
            issued += takeAll(restarted);
        }
        assertTrue(issued <= TOKENS, issued + " were issued of " + TOKENS);
        assertTrue(
                issued >= TOKENS - OtherProcess.THREADS,
                "each thread loses what it had not printed, no more: " + issued);
    }

    private static int lines(OtherProcess process) {
        try {
            return process.readLines(Integer.MAX_VALUE);
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void journalOfALivingProcess_isLeftAlone() throws Exception {
        try (OtherProcess living = OtherProcess.ready("take", data)) {
            living.go();
            living.readLines(1);
            try (Stores starting = open()) {
                assertFalse(journals().isEmpty());
                assertTrue(starting.balance().remaining(OtherProcess.ACCOUNT).isPresent());
            }
            assertFalse(journals().isEmpty());
            assertEquals(TOKENS - 1, living.readLines(Integer.MAX_VALUE));
            assertEquals(0, living.exit());
        }
        assertEquals(List.of(), journals());
    }
}
