package org.symbolon.core.token;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class InMemoryKeyRingTest {

    @TestFactory
    Stream<DynamicTest> ring() {
        return KeyRingStoreContract.tests(KeyRingStore::inMemory);
    }
}
