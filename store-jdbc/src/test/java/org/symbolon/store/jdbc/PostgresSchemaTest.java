package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.store.jdbc.database.Schema;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.CredentialStoreContract;
import org.symbolon.testing.store.RecordStoreContract;

@Timeout(120)
final class PostgresSchemaTest {
    @TempDir
    private Path data;

    private String url = "";

    @BeforeEach
    void makeDatabase() {
        url = PostgresServer.shared().newDatabase();
    }

    private Stores open(String address) {
        return new JdbcStoreProvider()
                .open(
                        Settings.inFolder(data)
                                .with(CoreSettings.STORE_URL, address)
                                .with(JdbcStoreProvider.PASSWORD, "s3cr3t"),
                        StoreAccess.SERVICE);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int scriptsRun(String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + schema + ".flyway_schema_history")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void open_again_runsNoScriptAgain() throws SQLException {
        open(url).close();
        open(url).close();
        assertEquals(Schema.VERSION, scriptsRun("public"));
    }

    @Test
    void open_byTwoProvidersAtOnce_onAnEmptyDatabase_runsEachScriptOnce() throws SQLException {
        ContractThreads.run(2, thread -> {
            try (Stores stores = open(url)) {
                assertEquals(0, stores.accounts().changesAfter(0).revision());
            }
        });
        assertEquals(Schema.VERSION, scriptsRun("public"));
    }

    @Test
    void open_afterAnOlderRelease_runsWhatIsMissing() throws SQLException {
        open(url).close();
        execute("DROP TABLE content_key, token_lease, credential, credential_revision, transaction_record,"
                + " deleted_account, store_identity, store_ring_key, account_drm_setting, store_copy,"
                + " record_part, usage_count, usage_cookies, usage_writer,"
                + " audit_change, audit_entry, audit_subject, administrator_login, administrator");
        execute("ALTER TABLE account DROP COLUMN sealed_kek, DROP COLUMN persistence, DROP COLUMN rate,"
                + " DROP COLUMN written_off, DROP COLUMN balance_set");
        execute("DELETE FROM flyway_schema_history WHERE version <> '1'");

        open(url).close();
        assertEquals(Schema.VERSION, scriptsRun("public"));
    }

    @Test
    void open_ofSchemaTwo_keepsWhatIsInIt_andTakesCredentialsAndRecords() throws SQLException {
        AccountId account = new AccountId(7);
        try (Stores stores = open(url)) {
            stores.accounts()
                    .change(account, none -> Account.builder().id(account).build());
            stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
        }
        execute("DROP TABLE credential, credential_revision, transaction_record,"
                + " deleted_account, store_identity, store_ring_key, account_drm_setting, store_copy,"
                + " record_part, usage_count, usage_cookies, usage_writer,"
                + " audit_change, audit_entry, audit_subject, administrator_login, administrator");
        execute("ALTER TABLE token_lease DROP COLUMN asked, DROP COLUMN journaled, DROP COLUMN counted");
        execute("ALTER TABLE account DROP COLUMN persistence, DROP COLUMN rate, DROP COLUMN written_off,"
                + " DROP COLUMN balance_set");
        execute("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 2");

        try (Stores stores = open(url)) {
            assertEquals(1, stores.accounts().changesAfter(0).accounts().size());
            stores.credentials()
                    .put(CredentialId.of(account, new DrmId("wv"), "main"), CredentialStoreContract.sealed(1));
            stores.records().add(ImmutableList.of(RecordStoreContract.full(1)));
            assertEquals(
                    1,
                    stores.records()
                            .find(RecordQuery.builder().build())
                            .records()
                            .size());
        }
        assertEquals(Schema.VERSION, scriptsRun("public"));
    }

    @Test
    void open_ofANewerSchema_isRefusedAndLeftAlone() throws SQLException {
        open(url).close();
        int newer = Schema.VERSION + 1;
        execute("UPDATE flyway_schema_history SET version = '" + newer + "' WHERE version = '1'");

        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, () -> open(url));

        assertTrue(thrown.getMessage().contains("schema version " + newer), thrown.getMessage());
        assertTrue(thrown.getMessage().matches(".* 127\\.0\\.0\\.1:[0-9]+/test_[0-9]+ .*"), thrown.getMessage());
        assertFalse(Throwables.getStackTraceAsString(thrown).contains("s3cr3t"), thrown.getMessage());
        assertEquals(Schema.VERSION, scriptsRun("public"));
    }

    @Test
    void open_inASchemaOfItsOwn_looksAtNoOther() throws SQLException {
        execute("CREATE SCHEMA one");
        execute("CREATE SCHEMA two");
        for (String schema : new String[] {"one", "two", "public"}) {
            open(url + "?currentSchema=" + schema + ",public").close();
            assertEquals(Schema.VERSION, scriptsRun(schema));
        }
    }

    @Test
    void open_inASchemaThatIsNotThere_isRefused() {
        StoreUnavailableException thrown =
                assertThrows(StoreUnavailableException.class, () -> open(url + "?currentSchema=nowhere"));
        assertTrue(thrown.getMessage().contains("currentSchema"), thrown.getMessage());
    }

    @Test
    void open_ofADatabaseThatIsNotThere_isRefused_withoutThePassword() {
        StoreUnavailableException thrown =
                assertThrows(StoreUnavailableException.class, () -> open(url.replace("/test_", "/nowhere_")));
        assertTrue(thrown.getMessage().contains("/nowhere_"), thrown.getMessage());
        assertFalse(Throwables.getStackTraceAsString(thrown).contains("s3cr3t"), thrown.getMessage());
    }

    @Test
    void open_whereNobodyListens_isRefusedSoon_withoutThePassword() {
        long start = System.nanoTime();
        StoreUnavailableException thrown =
                assertThrows(StoreUnavailableException.class, () -> open("jdbc:postgresql://127.0.0.1:1/symbolon"));
        assertTrue(System.nanoTime() - start < 3_000_000_000L);
        assertFalse(Throwables.getStackTraceAsString(thrown).contains("s3cr3t"), thrown.getMessage());
    }
}
