package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.account.Account;
import org.symbolon.core.store.Stores;

/** Processes that are killed while they issue tokens from leases. */
@Timeout(120)
final class LeaseCrashTest {
    private static final int TOKENS = 50_000;

    @TempDir
    private Path data;

    @BeforeEach
    void putTokens() {
        assumeTrue(Machine.real().boot().isPresent(), "without a boot id nothing comes back");
        Account metered =
                Account.builder().id(OtherProcess.ACCOUNT).metered(true).build();
        try (Stores stores = LeasedStores.open(data)) {
            stores.accounts().change(metered.id(), none -> metered);
            stores.balance().set(metered.id(), TOKENS);
        }
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("leases"))) {
            return files.toList();
        }
    }

    /** What the one journal that is there says. */
    private long taken() throws IOException {
        Path file = journals().get(0);
        Optional<JournalFormat.Content> content = JournalFormat.read(
                ByteBuffer.wrap(Files.readAllBytes(file)),
                JournalFormat.node(file).orElseThrow());
        return content.orElseThrow().used().getOrDefault(OtherProcess.ACCOUNT, 0L);
    }

    private static int takeAll(Stores stores) {
        int taken = 0;
        while (stores.balance().take(OtherProcess.ACCOUNT)) {
            taken++;
        }
        return taken;
    }

    @Test
    void killedProcess_leavesExactlyTheRemainder() throws Exception {
        int acknowledged;
        try (OtherProcess killed = OtherProcess.ready("lease", data)) {
            killed.go();
            acknowledged = killed.readLines(TOKENS / 5);
            killed.kill();
            acknowledged += killed.readLines(Integer.MAX_VALUE);
            killed.exit();
        }
        long taken = taken();
        assertTrue(acknowledged <= taken, acknowledged + " of " + taken);
        assertTrue(taken <= acknowledged + OtherProcess.THREADS, acknowledged + " of " + taken);

        try (Stores restarted = LeasedStores.open(data)) {
            assertEquals(OptionalLong.of(TOKENS - taken), restarted.balance().remaining(OtherProcess.ACCOUNT));
            assertEquals(TOKENS - taken, takeAll(restarted));
        }
        assertEquals(List.of(), journals());
    }

    @Test
    void oneOfTwoProcessesKilled_togetherTheyIssueWhatThereWas() throws Exception {
        int issued;
        try (OtherProcess killed = OtherProcess.ready("lease", data);
                OtherProcess survivor = OtherProcess.ready("lease", data)) {
            survivor.go();
            killed.go();
            CompletableFuture<Integer> ofSurvivor = CompletableFuture.supplyAsync(() -> lines(survivor));
            int ofKilled = killed.readLines(TOKENS / 10);
            killed.kill();
            ofKilled += killed.readLines(Integer.MAX_VALUE);
            killed.exit();
            issued = ofKilled + ofSurvivor.get();
        }
        try (Stores restarted = LeasedStores.open(data)) {
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
        try (OtherProcess living = OtherProcess.ready("lease", data)) {
            living.go();
            living.readLines(1);
            try (Stores starting = LeasedStores.open(data)) {
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
