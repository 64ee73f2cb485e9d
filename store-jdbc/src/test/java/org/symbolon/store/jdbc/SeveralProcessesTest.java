package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.account.Account;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;

@Timeout(120)
final class SeveralProcessesTest {
    private static final int TOKENS = 1_000;

    @TempDir
    private Path data;

    private Stores open() {
        return new JdbcStoreProvider().open(Settings.inFolder(data));
    }

    private void putTokens() {
        Account metered =
                Account.builder().id(OtherProcess.ACCOUNT).metered(true).build();
        try (Stores stores = open()) {
            stores.accounts().change(metered.id(), none -> metered);
            stores.balance().set(metered.id(), TOKENS);
        }
    }

    private OptionalLong remaining() {
        try (Stores stores = open()) {
            return stores.balance().remaining(OtherProcess.ACCOUNT);
        }
    }

    /** Reads on a thread of its own, so that neither process waits for its reader. */
    private static CompletableFuture<Integer> countLines(OtherProcess process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return process.readLines(Integer.MAX_VALUE);
            } catch (IOException e) {
                return 0;
            }
        });
    }

    @Test
    void take_byTwoProcessesAtOnce_givesExactlyWhatThereIs() throws Exception {
        putTokens();
        try (OtherProcess one = OtherProcess.ready("take", data);
                OtherProcess two = OtherProcess.ready("take", data)) {
            one.go();
            two.go();
            int ofOne =
                    countLines(one).thenCombine(countLines(two), Integer::sum).get();

            assertEquals(TOKENS, ofOne);
            assertEquals(0, one.exit());
            assertEquals(0, two.exit());
        }
        assertEquals(OptionalLong.of(0), remaining());
    }

    @Test
    void take_whileOneProcessIsKilled_neverOversells() throws Exception {
        putTokens();
        try (OtherProcess killed = OtherProcess.ready("take", data);
                OtherProcess survivor = OtherProcess.ready("take", data)) {
            survivor.go();
            killed.go();
            CompletableFuture<Integer> ofSurvivor = countLines(survivor);
            int beforeKill = killed.readLines(TOKENS / 10);
            killed.kill();
            int taken = beforeKill + killed.readLines(Integer.MAX_VALUE) + ofSurvivor.get();

            assertTrue(taken <= TOKENS, taken + " were taken of " + TOKENS);
            assertTrue(
                    taken >= TOKENS - OtherProcess.THREADS,
                    "each thread loses what it had not printed, no more: " + taken);
        }
        assertEquals(OptionalLong.of(0), remaining());
    }

    @Test
    void open_byProcessesAtOnceOnAnEmptyFolder_allComeUp() throws Exception {
        Path empty = data.resolve("not/yet/there");
        try (OtherProcess one = OtherProcess.ready("open", empty);
                OtherProcess two = OtherProcess.ready("open", empty);
                OtherProcess three = OtherProcess.ready("open", empty)) {
            for (OtherProcess process : new OtherProcess[] {one, two, three}) {
                process.go();
            }
            for (OtherProcess process : new OtherProcess[] {one, two, three}) {
                assertEquals(0, process.exit());
                assertEquals(1, process.readLines(2));
            }
        }
    }

    @Test
    void change_ofTheKeyRingByTwoProcesses_losesNone() throws Exception {
        try (OtherProcess one = OtherProcess.ready("ring", data);
                OtherProcess two = OtherProcess.ready("ring", data)) {
            one.go();
            two.go();
            assertEquals(0, one.exit());
            assertEquals(0, two.exit());
        }
        try (Stores stores = open()) {
            assertEquals(
                    2 * OtherProcess.RING_KEYS,
                    stores.keyRing().read().orElseThrow().keys().size());
        }
    }
}
