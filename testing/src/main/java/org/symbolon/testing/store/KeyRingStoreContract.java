package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;

/** The tests that every {@link KeyRingStore} passes. */
public final class KeyRingStoreContract {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456789Z");

    private KeyRingStoreContract() {}

    /**
     * The tests.
     *
     * @param empty opens a store that has no ring yet; each test calls it once
     */
    public static Stream<DynamicTest> tests(Supplier<KeyRingStore> empty) {
        return Stream.of(
                test("read_beforeThereIsARing_isEmpty", empty, KeyRingStoreContract::none),
                test("change_makesARing_thatIsReadBack", empty, KeyRingStoreContract::roundTrip),
                test("change_isGivenTheRingAsItIs", empty, KeyRingStoreContract::givenAsStored),
                test("change_whoseFunctionThrows_changesNothing", empty, KeyRingStoreContract::throwingFunction),
                test("change_whoseFirstFunctionThrows_makesNoRing", empty, KeyRingStoreContract::throwingAtFirst),
                test("change_byManyThreads_losesNone", empty, KeyRingStoreContract::manyThreads));
    }

    private static DynamicTest test(String name, Supplier<KeyRingStore> empty, Consumer<KeyRingStore> body) {
        return dynamicTest(name, () -> body.accept(empty.get()));
    }

    private static RingKey key(Instant sealsFrom) {
        return RingKey.random(RANDOM, sealsFrom);
    }

    private static void none(KeyRingStore store) {
        assertEquals(Optional.empty(), store.read());
    }

    private static void roundTrip(KeyRingStore store) {
        KeyRing ring = KeyRing.of(key(NOW), key(NOW.plusSeconds(1)), key(Instant.EPOCH));

        assertEquals(ring, store.change(none -> ring));
        assertEquals(Optional.of(ring), store.read());
        assertEquals(Optional.of(ring), store.read());
    }

    private static void givenAsStored(KeyRingStore store) {
        KeyRing first = KeyRing.of(key(NOW));
        RingKey second = key(NOW.plusSeconds(60));
        store.change(none -> first);

        KeyRing changed = store.change(ring -> {
            assertEquals(Optional.of(first), ring);
            return ring.orElseThrow().with(second);
        });

        assertEquals(first.with(second), changed);
        assertEquals(Optional.of(changed), store.read());
    }

    private static void throwingFunction(KeyRingStore store) {
        KeyRing ring = KeyRing.of(key(NOW));
        store.change(none -> ring);

        assertThrowsWhatTheFunctionThrows(store);

        assertEquals(Optional.of(ring), store.read());
    }

    private static void throwingAtFirst(KeyRingStore store) {
        assertThrowsWhatTheFunctionThrows(store);

        assertEquals(Optional.empty(), store.read());
    }

    private static void assertThrowsWhatTheFunctionThrows(KeyRingStore store) {
        IllegalStateException thrown = new IllegalStateException("no");
        IllegalStateException caught = assertThrows(
                IllegalStateException.class,
                () -> store.change(before -> {
                    throw thrown;
                }));
        assertSame(thrown, caught);
    }

    private static void manyThreads(KeyRingStore store) {
        store.change(none -> KeyRing.of(key(NOW)));

        ContractThreads.run(8, thread -> {
            for (int i = 0; i < 5; i++) {
                store.change(ring -> ring.orElseThrow().with(key(NOW)));
                assertTrue(store.read().isPresent(), "there is a ring while it is changed");
            }
        });

        assertEquals(41, store.read().orElseThrow().keys().size());
    }
}
