package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.database.Schema;
import org.symbolon.testing.store.CredentialStoreContract;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.RecordStoreContract;

final class StoreInspectionTest {
    private static final AccountId ACCOUNT = new AccountId(7);

    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path data;

    private Settings settings() {
        return Settings.inFolder(data);
    }

    private StoreStatus status() {
        return provider.status(settings());
    }

    private void withAccount() {
        try (Stores stores = provider.open(settings(), StoreAccess.SERVICE)) {
            stores.accounts()
                    .change(ACCOUNT, none -> Account.builder().id(ACCOUNT).build());
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.sorted().toList();
        }
    }

    @Test
    void noStore_hasNoSchema_andNoneIsMade() throws IOException {
        StoreStatus status = status();

        assertEquals("jdbc:sqlite:" + data.resolve("symbolon.db"), status.place());
        assertEquals(0, status.schema());
        assertEquals(Schema.VERSION, status.knownSchema());
        assertEquals(ImmutableMap.of(), status.counts());
        assertEquals(List.of(), files());
    }

    @Test
    void emptyFile_isNoStore_andStaysEmpty() throws IOException {
        Path file = Files.createFile(data.resolve("symbolon.db"));

        assertEquals(0, status().schema());
        assertEquals(0, Files.size(file));
    }

    @Test
    void storeInUse_isCounted_withTheLeasesOfItsNodes() throws SQLException {
        withAccount();
        execute("INSERT INTO token_lease (node, account, granted, used, reported) VALUES ('n', 7, 1000, 300, 1500)");

        StoreStatus status = status();

        assertEquals(Schema.VERSION, status.schema());
        assertEquals(ImmutableMap.of("accounts", 1L, "keys", 0L, "credentials", 0L), status.counts());
        assertEquals(
                ImmutableList.of(new StoreStatus.Lease("n", ACCOUNT, 700, Instant.ofEpochMilli(1500))),
                status.leases());
    }

    @Test
    void looking_changesNothing() throws IOException {
        withAccount();
        List<Path> filesBefore = files();
        byte[] before = Files.readAllBytes(data.resolve("symbolon.db"));

        status();

        assertArrayEquals(before, Files.readAllBytes(data.resolve("symbolon.db")));
        assertEquals(filesBefore, files());
    }

    @Test
    void olderSchema_isCountedAsFarAsItGoes_andStaysAsItIs() throws SQLException {
        makeSchemaOne();

        assertEquals(1, status().schema());
        assertEquals(ImmutableMap.of("accounts", 1L), status().counts());
        assertEquals(ImmutableList.of(), status().leases());
    }

    private void makeSchemaOne() throws SQLException {
        makeSchemaTwo();
        execute(
                "DROP TABLE token_lease",
                "DROP TABLE content_key",
                "ALTER TABLE account DROP COLUMN sealed_kek",
                "DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 1");
    }

    private void makeSchemaTwo() throws SQLException {
        withAccount();
        try (Stores stores = provider.open(settings(), StoreAccess.SERVICE)) {
            stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
        }
        execute(
                "DROP TABLE usage_count",
                "DROP TABLE usage_cookies",
                "DROP TABLE usage_writer",
                "ALTER TABLE token_lease DROP COLUMN counted",
                "DROP TABLE audit_change",
                "DROP TABLE audit_entry",
                "DROP TABLE audit_subject",
                "DROP TABLE administrator_login",
                "DROP TABLE administrator",
                "DROP TABLE store_copy",
                "ALTER TABLE account DROP COLUMN balance_set",
                "ALTER TABLE account DROP COLUMN written_off",
                "ALTER TABLE token_lease DROP COLUMN journaled",
                "ALTER TABLE account DROP COLUMN persistence",
                "ALTER TABLE account DROP COLUMN rate",
                "DROP TABLE account_drm_setting",
                "DROP TABLE deleted_account",
                "DROP TABLE store_identity",
                "DROP TABLE store_ring_key",
                "ALTER TABLE token_lease DROP COLUMN asked",
                "DROP TABLE transaction_record",
                "DROP TABLE credential",
                "DROP TABLE credential_revision",
                "DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 2");
    }

    @Test
    void newerSchema_isToldButNotLookedInto() throws SQLException {
        withAccount();
        execute("UPDATE flyway_schema_history SET version = '99'");

        assertEquals(99, status().schema());
        assertEquals(ImmutableMap.of(), status().counts());
        assertThrows(StoreUnavailableException.class, () -> provider.migrate(settings()));
    }

    @Test
    void fileThatIsNoDatabase_isUnavailable() throws IOException {
        Files.writeString(data.resolve("symbolon.db"), "this is no database, ".repeat(100));

        assertThrows(StoreUnavailableException.class, this::status);
    }

    @Test
    void migration_bringsTheSchemaUpToDate() throws SQLException {
        provider.migrate(settings());
        assertEquals(Schema.VERSION, status().schema());
        makeSchemaOne();

        provider.migrate(settings());
        provider.migrate(settings());
        assertEquals(Schema.VERSION, status().schema());
        assertEquals(1, status().counts().get("accounts"));
    }

    @Test
    void migrationOfSchemaTwo_keepsWhatIsInIt_andTakesCredentialsAndRecords() throws SQLException {
        KeyScope keys = new KeyScope(ACCOUNT, Environment.TEST, Instant.EPOCH);
        withAccount();
        try (Stores stores = provider.open(settings(), StoreAccess.SERVICE)) {
            stores.keys().add(keys, KeyStorageContract.full(1));
        }
        makeSchemaTwo();
        assertEquals(2, status().schema());
        assertEquals(ImmutableMap.of("accounts", 1L, "keys", 1L), status().counts());

        try (Stores stores = provider.open(settings(), StoreAccess.SERVICE)) {
            assertEquals(1, stores.accounts().changesAfter(0).accounts().size());
            assertEquals(1, stores.keys().count(keys));
            stores.credentials()
                    .put(CredentialId.ofEveryAccount(new DrmId("wv"), "main"), CredentialStoreContract.sealed(1));
            stores.records().add(ImmutableList.of(RecordStoreContract.full(1)));
            assertEquals(
                    ImmutableList.of(RecordStoreContract.full(1)),
                    stores.records().find(RecordQuery.builder().build()).records());
        }
        assertEquals(ImmutableMap.of("accounts", 1L, "keys", 1L, "credentials", 1L), status().counts());
    }

    @Test
    void withoutMigration_aSchemaThatIsNotCurrentIsRefused_withTheCommandThatMendsIt() throws SQLException {
        Settings settings = settings().with(JdbcStoreProvider.MIGRATE, "false");

        StoreUnavailableException none =
                assertThrows(StoreUnavailableException.class, () -> provider.open(settings, StoreAccess.SERVICE));
        assertTrue(none.getMessage().contains("symbolon store migrate"), none.getMessage());
        makeSchemaOne();
        assertThrows(StoreUnavailableException.class, () -> provider.open(settings, StoreAccess.SERVICE));
        assertEquals(1, status().schema());
        provider.migrate(settings);
        provider.open(settings, StoreAccess.SERVICE).close();
    }
}
