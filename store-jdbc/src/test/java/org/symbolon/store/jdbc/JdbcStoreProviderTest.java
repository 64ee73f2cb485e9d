package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.postgres.DatabasePassword;

final class JdbcStoreProviderTest {
    private final StoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    @Test
    void provider_isFoundByServiceLoader() {
        assertTrue(ServiceLoader.load(StoreProvider.class).stream()
                .anyMatch(found -> found.type().equals(JdbcStoreProvider.class)));
    }

    @Test
    void serves_sqliteAndPostgresql() {
        assertTrue(provider.serves(CoreSettings.STORE_URL.defaultText()));
        assertTrue(provider.serves("jdbc:postgresql://localhost/symbolon"));
        assertFalse(provider.serves("jdbc:h2:mem:symbolon"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x.db", "jdbc:sqlite:x.db?mode=ro"})
    void url_thatNamesNoFile_isRefused(String url) {
        Settings settings = Settings.inFolder(folder).with(CoreSettings.STORE_URL, url);
        assertThrows(SettingsException.class, () -> provider.open(settings, StoreAccess.SERVICE));
    }

    @Test
    void absoluteFiles_areUsedAsTheyAre() {
        Settings settings = Settings.inFolder(folder.resolve("data"))
                .with(CoreSettings.STORE_URL, "jdbc:sqlite:" + folder.resolve("elsewhere/accounts.db"))
                .with(
                        JdbcStoreProvider.KEYRING_FILE,
                        folder.resolve("secrets/ring.json").toString());
        try (Stores stores = provider.open(settings, StoreAccess.SERVICE)) {
            makeRing(stores);
        }
        assertTrue(Files.exists(folder.resolve("elsewhere/accounts.db")));
        assertTrue(Files.exists(folder.resolve("secrets/ring.json")));
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void databaseOfPostgresql_thatIsNone_isRefused() {
        Settings settings = Settings.inFolder(folder).with(CoreSettings.STORE_URL, "jdbc:postgresql://localhost/");
        assertThrows(SettingsException.class, () -> provider.open(settings, StoreAccess.SERVICE));
    }

    @Test
    void password_isNotShown() {
        Settings settings = Settings.inFolder(folder).with(JdbcStoreProvider.PASSWORD, "s3cr3t");
        assertEquals(DatabasePassword.of("s3cr3t"), settings.get(JdbcStoreProvider.PASSWORD));
        assertFalse(settings.get(JdbcStoreProvider.PASSWORD).toString().contains("s3cr3t"));
    }

    private static void makeRing(Stores stores) {
        stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
    }

    @Test
    void folderThatCannotBeMade_isUnavailable() throws IOException {
        Files.writeString(folder.resolve("data"), "a file");
        assertThrows(
                StoreUnavailableException.class,
                () -> provider.open(Settings.inFolder(folder.resolve("data")), StoreAccess.SERVICE));
    }

    @Test
    void everyFile_isItsOwnersAlone() throws IOException {
        assumeTrue(PrivateFiles.hasPermissions(folder));
        Path data = folder.resolve("new/data");
        try (Stores stores = provider.open(Settings.inFolder(data), StoreAccess.SERVICE)) {
            makeRing(stores);
            stores.accounts()
                    .change(
                            new AccountId(1),
                            none -> Account.builder().id(new AccountId(1)).build());
            assertEquals("rwx------", mode(data));
            for (String file : List.of("", "-wal", "-shm", ".lock")) {
                assertEquals("rw-------", mode(data.resolve("symbolon.db" + file)), file);
            }
            for (String file : List.of("", ".lock")) {
                assertEquals("rw-------", mode(data.resolve("keyring.json" + file)), file);
            }
            assertFalse(Files.exists(data.resolve("keyring.json.new")));
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
