package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.testing.store.AccountBelongingsContract;
import org.symbolon.testing.store.AccountStoreContract;
import org.symbolon.testing.store.AdministrationStoreContract;
import org.symbolon.testing.store.CredentialStoreContract;
import org.symbolon.testing.store.DurableStoresContract;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.RecordStoreContract;
import org.symbolon.testing.store.TokenBalanceContract;

/** The contracts of the ports, on PostgreSQL. */
final class PostgresStoresTest {
    @TempDir
    private Path folder;

    private Stores open(String url) {
        // A data folder for each, because all of them are copies of one store and have its id.
        Path data = folder.resolve(url.substring(url.lastIndexOf('/') + 1));
        return new JdbcStoreProvider()
                .open(Settings.inFolder(data).with(CoreSettings.STORE_URL, url), StoreAccess.SERVICE);
    }

    private Stores openEmpty() {
        return open(EmptyStores.postgres());
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(this::openEmpty);
    }

    @TestFactory
    Stream<DynamicTest> accountBelongings() {
        return AccountBelongingsContract.tests(this::openEmpty);
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
    Stream<DynamicTest> administrationContract() {
        return AdministrationStoreContract.tests(this::openEmpty);
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
            String url = EmptyStores.postgres();
            return () -> open(url);
        });
    }
}
