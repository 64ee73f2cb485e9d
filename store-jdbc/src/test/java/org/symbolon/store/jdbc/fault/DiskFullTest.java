package org.symbolon.store.jdbc.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.TestScope;

/** A disk without room at everything that this module writes, and a disk that cannot be written at all. */
@Timeout(120)
final class DiskFullTest {
    private static final AccountId ID = new AccountId(7);
    private static final KeyScope KEYS = new KeyScope(ID, Environment.PRODUCTION, Instant.EPOCH);
    private static final long TOKENS = 100_000;

    /** Far more than fit into what is left of the write-ahead log. */
    private static final int MANY = 2_000;

    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.at(folder.resolve("disk"));
    }

    @AfterEach
    void unmount() throws IOException {
        disk.close();
    }

    private SettingKey<?> setting(String name) {
        return provider.settings().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Stores create(Settings settings) {
        return create(settings, StoreAccess.SERVICE);
    }

    private Stores create(Settings settings, StoreAccess access) {
        Stores stores = provider.open(settings, access);
        stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
        Account metered = Account.builder().id(ID).metered(true).build();
        stores.accounts().change(ID, none -> metered, TOKENS);
        return stores;
    }

    /** The store is on the small disk. The native library is not, which would take most of it. */
    private Settings storeOnDisk() {
        return Settings.inFolder(folder.resolve("data"))
                .with(CoreSettings.STORE_URL, "jdbc:sqlite:" + disk.folder().resolve("symbolon.db"));
    }

    /** Large enough that some hundred fill what the write-ahead log has room for. */
    private static StoredKey large(int number) {
        return StoredKey.builder()
                .from(KeyStorageContract.full(number % 100))
                .kid(KeyId.ofString("large " + number))
                .contentId("x".repeat(4_000))
                .expiration(Optional.empty())
                .build();
    }

    @Test
    void storeOnAFullDisk_refusesChanges_goesOnReading_andHasLostAndDoubledNothing() throws Exception {
        long taken = 0;
        Set<KeyId> stored = new HashSet<>();
        int refused = 0;
        try (Stores stores = create(storeOnDisk())) {
            assertTrue(stores.keys().add(KEYS, large(-1)).isEmpty());
            disk.fill();
            for (int i = 0; i < MANY && refused < 50; i++) {
                try {
                    stores.keys().putAll(KEYS, ImmutableList.of(large(i)));
                    stored.add(large(i).kid());
                    taken += stores.balance().take(TestScope.of(ID)) ? 1 : 0;
                } catch (StoreUnavailableException e) {
                    refused++;
                }
            }
            assertEquals(50, refused, "the disk is full");
            assertTrue(stores.keys().find(KEYS, large(-1).kid()).isPresent());
            assertEquals(OptionalLong.of(TOKENS - taken), stores.balance().remaining(ID));

            disk.free();
            assertTrue(stores.balance().take(TestScope.of(ID)));
            taken++;
            assertTrue(stores.keys().add(KEYS, large(MANY)).isEmpty());
            assertEquals(stored.size() + 2, stores.keys().count(KEYS));
        }
        try (Stores again = provider.open(storeOnDisk(), StoreAccess.SERVICE)) {
            assertEquals(OptionalLong.of(TOKENS - taken), again.balance().remaining(ID));
            assertEquals(stored, again.keys().findAll(KEYS, stored).keySet());
        }
    }

    @Test
    void keyRingOnAFullDisk_keepsTheOldRing_andChangesWhenThereIsRoom() throws IOException {
        Path file = disk.folder().resolve("keyring.json");
        Settings settings = Settings.inFolder(folder.resolve("data")).with(setting("keyring.file"), file.toString());
        try (Stores stores = create(settings)) {
            KeyRing before = stores.keyRing().read().orElseThrow();
            RingKey next = RingKey.random(new SecureRandom(), Instant.now());
            disk.fill();
            assertThrows(
                    StoreUnavailableException.class,
                    () -> stores.keyRing().change(ring -> ring.orElseThrow().with(next)));
            assertEquals(Optional.of(before), stores.keyRing().read());
            assertFalse(Files.exists(file.resolveSibling("keyring.json.new")));

            disk.free();
            stores.keyRing().change(ring -> ring.orElseThrow().with(next));
            assertEquals(2, stores.keyRing().read().orElseThrow().keys().size());
        }
    }

    @Test
    void backupOnAFullDisk_isRefused_andLeavesNothing() throws IOException {
        Settings settings = Settings.inFolder(folder.resolve("data"));
        create(settings).close();
        disk.fill();
        Path copy = disk.folder().resolve("copy");
        assertThrows(StoreUnavailableException.class, () -> provider.backup(settings, copy, true));
        try (Stream<Path> files = Files.list(disk.folder())) {
            assertEquals(
                    List.of("filler"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
        disk.free();
        provider.backup(settings, copy, true);

        Settings restored = storeOnDisk()
                .with(
                        setting("keyring.file"),
                        disk.folder().resolve("keyring.json").toString());
        disk.fill();
        assertThrows(StoreUnavailableException.class, () -> provider.restore(restored, copy, false));
        assertFalse(Files.exists(disk.folder().resolve("symbolon.db")));
        disk.free();
        provider.restore(restored, copy, false);
        provider.open(restored, StoreAccess.SERVICE).close();
    }

    @Test
    void leaseJournalOnAFullDisk_leasesNothing_andNothingIsLost() throws IOException {
        Settings settings = Settings.inFolder(folder.resolve("data"))
                .with(CoreSettings.STORE_URL, PostgresServer.shared().newDatabase())
                .with(
                        setting("store.lease.folder"),
                        disk.folder().resolve("leases").toString());
        try (Stores stores = create(settings)) {
            disk.fill();
            for (int i = 0; i < 3; i++) {
                assertThrows(
                        StoreUnavailableException.class, () -> stores.balance().take(TestScope.of(ID)));
            }
            assertEquals(OptionalLong.of(TOKENS), stores.balance().remaining(ID));
            assertEquals(ImmutableList.of(), provider.status(settings).leases());

            disk.free();
            assertTrue(stores.balance().take(TestScope.of(ID)));
            disk.fill();
            for (int i = 0; i < 1_500; i++) {
                assertTrue(
                        stores.balance().take(TestScope.of(ID)),
                        "an account that has its place in the journal goes on");
            }
            assertEquals(OptionalLong.of(TOKENS - 1_501), stores.balance().remaining(ID));
        }
        assertEquals(ImmutableList.of(), provider.status(settings).leases());
    }

    @Test
    void storeOnAReadOnlyDisk_isRefusedAtTheStart_andTakesChangesLater() throws IOException {
        // The service of a JVM that goes on may still have memory that belongs to a file.
        create(storeOnDisk(), StoreAccess.SETUP).close();
        disk.makeReadOnly();
        StoreUnavailableException refusal =
                assertThrows(StoreUnavailableException.class, () -> provider.open(storeOnDisk(), StoreAccess.SERVICE));
        assertTrue(refusal.getMessage().contains("symbolon.db"), refusal.getMessage());

        disk.makeWritable();
        try (Stores stores = provider.open(storeOnDisk(), StoreAccess.SERVICE)) {
            assertTrue(stores.balance().take(TestScope.of(ID)));
            assertEquals(OptionalLong.of(TOKENS - 1), stores.balance().remaining(ID));
        }
    }
}
