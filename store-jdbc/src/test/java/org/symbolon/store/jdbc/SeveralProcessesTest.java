package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.store.jdbc.postgres.PostgresServer;

@Timeout(120)
final class SeveralProcessesTest {
    private static final int TOKENS = 10_000;

    @TempDir
    private Path data;

    /** The database that the processes share. */
    private enum Place {
        SQLITE,
        POSTGRESQL;

        /** Writes the settings for all processes that open the folder. */
        void settle(Path folder) throws IOException {
            if (this == POSTGRESQL) {
                String url = PostgresServer.shared().newDatabase();
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(Settings.FILE), CoreSettings.STORE_URL.name() + "=" + url);
            }
        }
    }

    private Stores open() {
        return new JdbcStoreProvider().open(OtherProcess.settings(data), StoreAccess.SERVICE);
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

    /** Reads on another thread, so that no process blocks because its output is not read. */
    private static CompletableFuture<Integer> countLines(OtherProcess process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return process.readLines(Integer.MAX_VALUE);
            } catch (IOException e) {
                return 0;
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void take_byTwoProcessesAtOnce_givesExactlyWhatThereIs(Place place) throws Exception {
        place.settle(data);
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

    @ParameterizedTest
    @EnumSource
    void take_whileOneProcessIsKilled_neverOversells(Place place) throws Exception {
        place.settle(data);
        putTokens();
        try (OtherProcess killed = OtherProcess.ready("take", data);
                OtherProcess survivor = OtherProcess.ready("take", data)) {
            survivor.go();
            killed.go();
            CompletableFuture<Integer> ofSurvivor = countLines(survivor);
            int beforeKill = killed.readLines(TOKENS / 10);
            killed.kill();
            int taken = beforeKill + killed.readLines(Integer.MAX_VALUE) + ofSurvivor.get();
            // Opening the store in its folder returns the leases of the killed process.
            long accountedFor = taken + remaining().orElseThrow();

            assertTrue(accountedFor <= TOKENS, accountedFor + " of " + TOKENS);
            assertTrue(
                    accountedFor >= TOKENS - OtherProcess.THREADS,
                    "each thread loses what it had not printed, no more: " + accountedFor);
        }
        try (Stores stores = open()) {
            assertEquals(
                    TOKENS - stores.balance().remaining(OtherProcess.ACCOUNT).orElseThrow(),
                    OtherProcess.issued(stores),
                    "exactly the tokens that the balance lost are counted as issued");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keys_whileTheirWriterIsKilled_allThatWereStoredAreThere(Place place) throws Exception {
        place.settle(data);
        putTokens();
        List<String> stored;
        try (OtherProcess killed = OtherProcess.ready("keys", data)) {
            killed.go();
            List<String> beforeKill = killed.read(200);
            killed.kill();
            stored = Stream.concat(beforeKill.stream(), killed.read(Integer.MAX_VALUE).stream())
                    .toList();
        }
        assertTrue(stored.size() >= 200);
        try (Stores stores = open()) {
            for (String name : stored) {
                assertAllThere(stores.keys(), name);
            }
            assertAllOrNone(stores.keys(), stored);
        }
    }

    private static void assertAllThere(KeyStorage keys, String name) {
        for (StoredKey key : OtherProcess.keys(name)) {
            assertEquals(key, keys.get(OtherProcess.KEYS, Set.of(key.kid())).get(key.kid()), name);
        }
    }

    /**
     * Apart from the keys that were printed, there may be those that each thread had stored and not yet printed; all or
     * none of them.
     */
    private static void assertAllOrNone(KeyStorage keys, List<String> stored) {
        long said = stored.stream()
                .mapToLong(name -> OtherProcess.keys(name).size())
                .sum();
        long more = keys.count(OtherProcess.KEYS) - said;
        assertTrue(more <= 1 + 50L * (OtherProcess.THREADS - 1), more + " keys more");
        assertTrue(more % 50 <= 1, "not all of several: " + more);
    }

    @ParameterizedTest
    @EnumSource
    void open_byProcessesAtOnceOnAnEmptyPlace_allComeUp(Place place) throws Exception {
        Path empty = data.resolve("not/yet/there");
        place.settle(empty);
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
