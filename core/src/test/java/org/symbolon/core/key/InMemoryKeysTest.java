package org.symbolon.core.key;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.InMemoryStores;

class InMemoryKeysTest {
    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return KeyStorageContract.tests(InMemoryStores::new);
    }
}
