package org.symbolon.testing.store;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.memory.InMemoryStores;

class InMemoryAdministrationTest {
    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return AdministrationStoreContract.tests(InMemoryStores::new);
    }
}
