package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.testing.Bits;

/** The tests that every {@link CredentialStore} passes. */
public final class CredentialStoreContract {
    private static final DrmId FP = new DrmId("fp");
    private static final AccountId ACCOUNT = new AccountId(201_722);
    private static final CredentialId OWN = CredentialId.of(ACCOUNT, FP, "main");

    private CredentialStoreContract() {}

    /**
     * The tests.
     *
     * @param stores opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> stores) {
        return Stream.of(
                test("empty_isAtRevisionZero", stores, CredentialStoreContract::empty),
                test("put_isThere_atANewRevision", stores, CredentialStoreContract::put),
                test("put_again_takesTheOthersPlace", stores, CredentialStoreContract::putAgain),
                test("ids_thatDifferInAnything_areKeptApart", stores, CredentialStoreContract::keptApart),
                test("removed_isNotThere", stores, CredentialStoreContract::removed),
                test("remove_ofWhatIsNotThere_isFalse", stores, CredentialStoreContract::removedNotThere),
                test("replace_ofWhatIsAsItWas_isTrue", stores, CredentialStoreContract::replaced),
                test("replace_ofWhatHasChanged_changesNothing", stores, CredentialStoreContract::notReplaced),
                test("anySize_isKept", stores, CredentialStoreContract::sizes),
                test("changedByManyAtOnce_losesNone", stores, CredentialStoreContract::atOnce),
                test("replacedByManyAtOnce_isReplacedOnce", stores, CredentialStoreContract::replacedAtOnce));
    }

    private static DynamicTest test(String name, Supplier<Stores> places, Consumer<CredentialStore> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = places.get()) {
                body.accept(stores.credentials());
            }
        });
    }

    /** A sealed credential; different numbers make different ones. */
    public static SealedCredential sealed(int number) {
        return SealedCredential.of(Bits.counting(number, 40));
    }

    private static CredentialStore.Snapshot all(CredentialStore store) {
        return store.changedSince(-1).orElseThrow();
    }

    private static void empty(CredentialStore store) {
        assertEquals(Optional.empty(), store.changedSince(0));
        assertEquals(new CredentialStore.Snapshot(0, ImmutableMap.of()), all(store));
    }

    private static void put(CredentialStore store) {
        store.put(OWN, sealed(1));

        CredentialStore.Snapshot snapshot = store.changedSince(0).orElseThrow();
        assertEquals(ImmutableMap.of(OWN, sealed(1)), snapshot.credentials());
        assertNotEquals(0, snapshot.revision());
        assertEquals(Optional.empty(), store.changedSince(snapshot.revision()));
    }

    private static void putAgain(CredentialStore store) {
        store.put(OWN, sealed(1));
        long before = all(store).revision();
        store.put(OWN, sealed(2));

        assertEquals(
                ImmutableMap.of(OWN, sealed(2)),
                store.changedSince(before).orElseThrow().credentials());
    }

    private static void keptApart(CredentialStore store) {
        ImmutableMap<CredentialId, SealedCredential> several = ImmutableMap.of(
                OWN,
                sealed(1),
                CredentialId.of(ACCOUNT, FP, "Main"),
                sealed(2),
                CredentialId.of(ACCOUNT, new DrmId("wv"), "main"),
                sealed(3),
                CredentialId.of(new AccountId(999_999_999_999_999_999L), FP, "main"),
                sealed(4),
                CredentialId.ofEveryAccount(FP, "main"),
                sealed(5),
                CredentialId.ofEveryAccount(FP, "a.b_c-9".repeat(9)),
                sealed(6));
        several.forEach(store::put);

        assertEquals(several, all(store).credentials());
        several.keySet().forEach(id -> assertTrue(store.remove(id), id.toString()));
        assertEquals(ImmutableMap.of(), all(store).credentials());
    }

    private static void removed(CredentialStore store) {
        store.put(OWN, sealed(1));
        store.put(CredentialId.ofEveryAccount(FP, "main"), sealed(2));
        long before = all(store).revision();

        assertTrue(store.remove(OWN));
        assertEquals(
                ImmutableMap.of(CredentialId.ofEveryAccount(FP, "main"), sealed(2)),
                store.changedSince(before).orElseThrow().credentials());
    }

    private static void removedNotThere(CredentialStore store) {
        store.put(OWN, sealed(1));

        assertFalse(store.remove(CredentialId.of(ACCOUNT, FP, "other")));
        assertEquals(ImmutableMap.of(OWN, sealed(1)), all(store).credentials());
    }

    private static void replaced(CredentialStore store) {
        store.put(OWN, sealed(1));
        long before = all(store).revision();

        assertTrue(store.replace(OWN, sealed(1), sealed(2)));
        assertEquals(
                ImmutableMap.of(OWN, sealed(2)),
                store.changedSince(before).orElseThrow().credentials());
    }

    private static void notReplaced(CredentialStore store) {
        assertFalse(store.replace(OWN, sealed(1), sealed(2)));
        assertEquals(ImmutableMap.of(), all(store).credentials());
        store.put(OWN, sealed(1));

        assertFalse(store.replace(OWN, sealed(3), sealed(2)));
        assertEquals(ImmutableMap.of(OWN, sealed(1)), all(store).credentials());
    }

    private static void sizes(CredentialStore store) {
        for (int size : new int[] {1, 21, 4_096, 100_000}) {
            SealedCredential large = SealedCredential.of(new byte[size]);
            store.put(OWN, large);
            assertEquals(ImmutableMap.of(OWN, large), all(store).credentials());
        }
    }

    private static void atOnce(CredentialStore store) {
        ContractThreads.run(8, thread -> {
            CredentialId id = CredentialId.of(new AccountId(thread + 1), FP, "main");
            for (int i = 0; i < 20; i++) {
                store.put(id, sealed(i));
                store.put(OWN, sealed(thread));
                assertTrue(store.remove(id));
            }
            store.put(id, sealed(thread));
        });
        assertEquals(9, all(store).credentials().size());
    }

    private static void replacedAtOnce(CredentialStore store) {
        store.put(OWN, sealed(99));
        AtomicInteger replaced = new AtomicInteger();
        ContractThreads.run(8, thread -> {
            if (store.replace(OWN, sealed(99), sealed(thread))) {
                replaced.incrementAndGet();
            }
        });
        assertEquals(1, replaced.get());
    }
}
