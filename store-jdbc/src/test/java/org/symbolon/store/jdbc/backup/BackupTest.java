package org.symbolon.store.jdbc.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.RestoredStore;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.TestScope;

/** Copies of an SQLite store, and stores that are restored from them. */
@Timeout(120)
final class BackupTest {
    private static final AccountId ID = new AccountId(7);
    private static final KeyScope KEYS = new KeyScope(ID, Environment.PRODUCTION, Instant.EPOCH);
    private static final int TOKENS = 1_000;

    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    private Settings settings(String data) {
        return Settings.inFolder(folder.resolve(data));
    }

    private Stores open(String data) {
        return provider.open(settings(data), StoreAccess.SERVICE);
    }

    /** Opens a store with a key ring, an account, its balance and a key. */
    private Stores create(String data) {
        Stores stores = open(data);
        stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
        Account metered = Account.builder().id(ID).metered(true).build();
        stores.accounts().change(ID, none -> metered, TOKENS);
        stores.keys().add(KEYS, KeyStorageContract.full(1));
        return stores;
    }

    private StoreStatus backup(String data, boolean withKeyRing) {
        return provider.backup(settings(data), folder.resolve("copy"), withKeyRing);
    }

    private RestoredStore restore(String data, boolean force) {
        return provider.restore(settings(data), folder.resolve("copy"), force);
    }

    private String refused(Runnable action) {
        return assertThrows(StoreUnavailableException.class, action::run).getMessage();
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private void copyRing(String from, String to) throws IOException {
        Files.createDirectories(folder.resolve(to));
        Files.copy(
                folder.resolve(from).resolve("keyring.json"), folder.resolve(to).resolve("keyring.json"));
    }

    @Test
    void copyOfAStoreThatIsWritten_hasOneStateOfIt_andIsRestoredElsewhere() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger taken = new AtomicInteger();
        int before;
        int after;
        try (Stores stores = create("a")) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (!ended.get() && stores.balance().take(TestScope.of(ID))) {
                    taken.incrementAndGet();
                }
            });
            before = taken.get();
            StoreStatus copied = backup("a", true);
            after = taken.get();
            ended.set(true);
            writer.get();
            assertEquals(1, copied.counts().get("keys"));
        }
        assertEquals(List.of("keyring.json", "symbolon.db"), files("copy"));
        assertEquals("rwx------", mode("copy"));
        assertEquals("rw-------", mode("copy/symbolon.db"));
        assertEquals("rw-------", mode("copy/keyring.json"));

        RestoredStore restored = restore("b", false);
        assertEquals(ImmutableList.of(), restored.balances());
        assertEquals("rw-------", mode("b/symbolon.db"));
        assertTrue(
                provider.status(settings("b")).copy().orElseThrow().restored().isPresent());
        try (Stores stores = open("b")) {
            long left = stores.balance().remaining(ID).orElseThrow();
            assertTrue(left <= TOKENS - before && left >= TOKENS - after - 1, before + ", " + left + ", " + after);
            assertEquals(1, stores.keys().count(KEYS));
            assertTrue(stores.keyRing().read().isPresent());
            assertTrue(stores.balance().take(TestScope.of(ID)));
        }
    }

    @Test
    void keyRing_isNotCopiedByAccident_andTheCopyFitsTheOneThatIsPutInPlace() throws IOException {
        create("a").close();
        backup("a", false);
        assertEquals(List.of("symbolon.db"), files("copy"));

        assertTrue(refused(() -> restore("b", false)).contains("no key ring"));
        create("c").close();
        copyRing("c", "b");
        assertTrue(refused(() -> restore("b", true)).contains("no key ring"));
        assertFalse(Files.exists(folder.resolve("b/symbolon.db")));

        Files.delete(folder.resolve("b/keyring.json"));
        copyRing("a", "b");
        restore("b", false);
        open("b").close();
    }

    @Test
    void folderThatIsNotEmpty_isRefused_andStaysAsItWas() throws IOException {
        create("a").close();
        Files.createDirectories(folder.resolve("copy"));
        Files.writeString(folder.resolve("copy/other.txt"), "x");

        assertTrue(refused(() -> backup("a", false)).contains("is not empty"));
        assertEquals(List.of("other.txt"), files("copy"));

        Files.delete(folder.resolve("copy/other.txt"));
        backup("a", false);
        assertEquals(List.of("symbolon.db"), files("copy"));
        assertEquals(List.of("a", "copy"), files(""), "nothing unfinished is left");
    }

    @Test
    void storeThatIsThere_isReplacedOnlyByForce_andKept_andDifferencesAreTold() throws IOException {
        try (Stores used = create("a")) {
            backup("a", false);
            for (int i = 0; i < 5; i++) {
                assertTrue(used.balance().take(TestScope.of(ID)));
            }
            assertTrue(refused(() -> restore("a", false)).contains("--force"));

            // Its last changes are in the write-ahead log, because it is open.
            RestoredStore restored = restore("a", true);

            assertEquals(
                    ImmutableList.of(
                            new RestoredStore.Balance(ID, OptionalLong.of(TOKENS), OptionalLong.of(TOKENS - 5))),
                    restored.balances());
            Path replaced = Path.of(restored.replaced().orElseThrow());
            assertTrue(Files.exists(replaced));
            assertTrue(used.problem().orElse("").contains("was replaced"));
            assertTrue(refused(() -> used.balance().take(TestScope.of(ID))).contains("nothing was changed"));
        }
        try (Stores stores = open("a")) {
            assertEquals(OptionalLong.of(TOKENS), stores.balance().remaining(ID));
            assertEquals(OptionalLong.of(TOKENS - 5), stores.balance().debit(ID, 5));
        }
    }

    @Test
    void ringOfTheCopy_replacesAnotherOneOnlyByForce() throws IOException {
        create("a").close();
        backup("a", true);
        create("b").close();
        Files.delete(folder.resolve("b/symbolon.db"));
        byte[] other = Files.readAllBytes(folder.resolve("b/keyring.json"));

        assertTrue(refused(() -> restore("b", false)).contains("--force"));
        assertArrayEquals(other, Files.readAllBytes(folder.resolve("b/keyring.json")));

        restore("b", true);
        open("b").close();
        assertTrue(files("b").stream().anyMatch(name -> name.startsWith("keyring.json.replaced-")));
    }

    @Test
    void damagedCopy_isRefused_andNothingChanges() throws IOException {
        try (Stores stores = create("a")) {
            for (int i = 2; i < 200; i++) {
                stores.keys().add(KEYS, KeyStorageContract.full(i));
            }
        }
        backup("a", true);
        Path file = folder.resolve("copy/symbolon.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        for (int i = whole.length / 2; i < whole.length; i++) {
            damaged[i] ^= 0x55;
        }
        for (byte[] bytes : List.of(damaged, new byte[0], java.util.Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(file, bytes);
            refused(() -> restore("a", true));
            refused(() -> restore("b", true));
        }
        Files.delete(file);
        refused(() -> restore("a", true));
        assertFalse(Files.exists(folder.resolve("b/symbolon.db")));
        try (Stores stores = open("a")) {
            assertEquals(199, stores.keys().count(KEYS));
        }
    }

    @Test
    void nothingToCopy_isRefused_andNothingIsMade() throws IOException {
        assertTrue(refused(() -> backup("a", false)).contains("there is no store"));
        create("a").close();
        Files.delete(folder.resolve("a/keyring.json"));
        assertTrue(refused(() -> backup("a", true)).contains("key ring"));
        assertEquals(List.of("a"), files(""));
    }

    @Test
    void storeOnPostgres_isCopiedByItsOwnPrograms() {
        Settings settings = settings("a").with(CoreSettings.STORE_URL, "jdbc:postgresql://127.0.0.1:1/x");
        Path copy = folder.resolve("copy");
        assertThrows(SettingsException.class, () -> provider.backup(settings, copy, false));
        assertThrows(SettingsException.class, () -> provider.restore(settings, copy, false));
        assertFalse(Files.exists(copy));
    }
}
