package org.symbolon.testing.store;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.memory.InMemoryStores;

final class InMemoryUsageTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return UsageStoreContract.tests(InMemoryStores::new);
    }
}
