package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/** What opening a store may change. */
final class StoreAccessTest {
    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    @Test
    void command_createsNothing() throws IOException {
        Settings settings = Settings.inFolder(folder.resolve("data"));
        StoreUnavailableException refused =
                assertThrows(StoreUnavailableException.class, () -> provider.open(settings, StoreAccess.COMMAND));

        assertTrue(String.valueOf(refused.getMessage()).contains("symbolon store migrate"), refused.getMessage());
        try (Stream<Path> found = Files.list(folder)) {
            assertEquals(List.of(), found.toList());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreAccess.class,
            names = {"SERVICE", "SETUP"})
    void serviceAndSetup_createTheStore_whichCommandsThenUse(StoreAccess access) {
        Settings settings = Settings.inFolder(folder);
        provider.open(settings, access).close();
        try (Stores stores = provider.open(settings, StoreAccess.COMMAND)) {
            assertEquals(0, stores.accounts().changesAfter(0).accounts().size());
        }
    }

    @ParameterizedTest
    @EnumSource(StoreAccess.class)
    void storeWithoutSchema_isLeftAlone_ifMigrationIsOff(StoreAccess access) {
        Settings settings = Settings.inFolder(folder).with(JdbcStoreProvider.MIGRATE, "false");
        assertThrows(StoreUnavailableException.class, () -> provider.open(settings, access));
        assertFalse(Files.exists(folder.resolve("symbolon.db")));
    }

    @Test
    void command_recoversNoLeases_andStartsNoThread() throws IOException {
        Settings settings = Settings.inFolder(folder)
                .with(CoreSettings.STORE_URL, PostgresServer.shared().newDatabase());
        provider.migrate(settings);
        Path leases = Files.createDirectories(folder.resolve("leases"));
        Path journalOfADeadNode = Files.writeString(leases.resolve("00000000-0000-0000-0000-000000000001.lease"), "x");
        long before = threads();
        try (Stores stores = provider.open(settings, StoreAccess.COMMAND)) {
            assertEquals(before, threads());
            assertFalse(stores.balance().take(TestScope.of(new AccountId(1))));
        }
        assertTrue(Files.exists(journalOfADeadNode));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("symbolon-leases"))
                .count();
    }
}
