package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.account.AccountStoreContract;
import org.symbolon.core.account.DurableStoresContract;
import org.symbolon.core.account.TokenBalanceContract;
import org.symbolon.core.credential.CredentialStoreContract;
import org.symbolon.core.key.KeyStorageContract;
import org.symbolon.core.record.RecordStoreContract;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRingStoreContract;

/** The contracts of the ports, on SQLite and on the key ring's file. */
final class JdbcStoresTest {
    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path emptyFolder() {
        return folder.resolve("data-" + folders.incrementAndGet());
    }

    private static Stores open(Path data) {
        return new JdbcStoreProvider().open(Settings.inFolder(data));
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(() -> open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> balance() {
        return TokenBalanceContract.tests(() -> open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return KeyStorageContract.tests(() -> open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> credentials() {
        return CredentialStoreContract.tests(() -> open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> records() {
        return RecordStoreContract.tests(() -> open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> durability() {
        return DurableStoresContract.tests(() -> {
            Path data = emptyFolder();
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
