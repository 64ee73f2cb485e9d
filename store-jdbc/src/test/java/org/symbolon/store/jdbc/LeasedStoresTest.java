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

/** The contracts of the ports, where balances are leased. */
final class LeasedStoresTest {
    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path emptyFolder() {
        return folder.resolve("data-" + folders.incrementAndGet());
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(() -> LeasedStores.open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> balance() {
        return TokenBalanceContract.tests(() -> LeasedStores.open(emptyFolder()));
    }

    @TestFactory
    Stream<DynamicTest> durability() {
        return DurableStoresContract.tests(() -> {
            Path data = emptyFolder();
            return () -> LeasedStores.open(data);
        });
    }
}
