package org.symbolon.testing.store;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.memory.InMemoryStores;

final class InMemoryAccountsTest {

    @TestFactory
    Stream<DynamicTest> accounts() {
        return AccountStoreContract.tests(InMemoryStores::new);
    }

    @TestFactory
    Stream<DynamicTest> accountBelongings() {
        return AccountBelongingsContract.tests(InMemoryStores::new);
    }

    @TestFactory
    Stream<DynamicTest> balance() {
        return TokenBalanceContract.tests(InMemoryStores::new);
    }
}
