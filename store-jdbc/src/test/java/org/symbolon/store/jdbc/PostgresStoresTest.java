package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.account.AccountStoreContract;
import org.symbolon.core.account.DurableStoresContract;
import org.symbolon.core.account.TokenBalanceContract;
import org.symbolon.core.credential.CredentialStoreContract;
import org.symbolon.core.key.KeyStorageContract;
import org.symbolon.core.record.RecordStoreContract;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;

/** The contracts of the ports, on PostgreSQL. */
final class PostgresStoresTest {
    @TempDir
    private Path folder;

    private Stores open(String url) {
        return new JdbcStoreProvider().open(Settings.inFolder(folder).with(CoreSettings.STORE_URL, url));
    }

    private Stores openEmpty() {
        return open(PostgresServer.shared().newDatabase());
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> balance() {
        return TokenBalanceContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return KeyStorageContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> credentials() {
        return CredentialStoreContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> records() {
        return RecordStoreContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> durability() {
        return DurableStoresContract.tests(() -> {
            String url = PostgresServer.shared().newDatabase();
            return () -> open(url);
        });
    }
}
