package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.store.jdbc.keyring.FileKeyRing;
import org.symbolon.testing.store.AccountBelongingsContract;
import org.symbolon.testing.store.AccountStoreContract;
import org.symbolon.testing.store.AdministrationStoreContract;
import org.symbolon.testing.store.CredentialStoreContract;
import org.symbolon.testing.store.DurableStoresContract;
import org.symbolon.testing.store.KeyRingStoreContract;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.RecordStoreContract;
import org.symbolon.testing.store.TokenBalanceContract;

/** The contracts of the ports, on SQLite and on the key ring's file. */
final class JdbcStoresTest {
    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path emptyFolder() {
        return folder.resolve("data-" + folders.incrementAndGet());
    }

    private Path emptyStore() {
        return EmptyStores.sqlite(emptyFolder());
    }

    private static Stores open(Path data) {
        return new JdbcStoreProvider().open(Settings.inFolder(data), StoreAccess.SERVICE);
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> accountBelongings() {
        return AccountBelongingsContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> balance() {
        return TokenBalanceContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return KeyStorageContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> administrationContract() {
        return AdministrationStoreContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> credentials() {
        return CredentialStoreContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> records() {
        return RecordStoreContract.tests(() -> open(emptyStore()));
    }

    @TestFactory
    Stream<DynamicTest> durability() {
        return DurableStoresContract.tests(() -> {
            Path data = emptyStore();
            return () -> open(data);
        });
    }

    @TestFactory
    Stream<DynamicTest> keyRing() {
        return KeyRingStoreContract.tests(() -> new FileKeyRing(
                emptyFolder().resolve("keyring.json"),
                JdbcStoreProvider.TIMEOUT.parser().apply(JdbcStoreProvider.TIMEOUT.defaultText())));
    }
}
