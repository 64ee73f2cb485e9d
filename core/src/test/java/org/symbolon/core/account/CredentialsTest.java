package org.symbolon.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.symbolon.core.TestBytes;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Hex;

class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final DrmId FP = new DrmId("fp");
    private static final AccountId ACCOUNT = new AccountId(201_722);
    private static final CredentialId MAIN = CredentialId.of(ACCOUNT, FP, "main");
    private static final CredentialId SHARED = CredentialId.ofEveryAccount(FP, "main");
    private static final RingKey OLD = key(1, Duration.ofDays(-30));
    private static final RingKey NEW = key(2, Duration.ofDays(1));

    private final KeyRingStore ring = new InMemoryStores().keyRing();
    private final CredentialStore store = new InMemoryStores().credentials();
    private Instant now = NOW;
    private final Credentials credentials;

    CredentialsTest() {
        ring.change(none -> KeyRing.of(OLD, NEW));
        credentials = open();
    }

    /** Another node, on the same store and ring. */
    private Credentials open() {
        return new Credentials(store, ring, () -> now);
    }

    private static RingKey key(int id, Duration afterNow) {
        return new RingKey(
                new RingKeyId(id), SealingKey.of(TestBytes.counting(id, SealingKey.BYTES)), NOW.plus(afterNow));
    }

    private static byte[] secret(int number) {
        return TestBytes.counting(number, 64);
    }

    private static void put(Credentials credentials, CredentialId id, int number) {
        credentials.put(id, CredentialSecret.of(secret(number)));
    }

    /** Each credential as its name and its content, because credentials themselves are compared by identity. */
    private static ImmutableList<String> shown(List<Credential> credentials) {
        return credentials.stream()
                .map(found -> found.name() + " " + Hex.encode(found.secret().reveal()))
                .collect(ImmutableList.toImmutableList());
    }

    private static String shown(CredentialId id, int number) {
        return id.name() + " " + Hex.encode(secret(number));
    }

    private SealedCredential atRest(CredentialId id) {
        return Optional.ofNullable(
                        store.changedSince(-1).orElseThrow().credentials().get(id))
                .orElseThrow();
    }

    private static void assertUnavailable(Credentials credentials, CredentialId id) {
        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, () -> credentials.secret(id));
        assertTrue(thrown.getMessage().contains(id.name()), thrown.getMessage());
    }

    @Test
    void put_isServedHereAndElsewhere_andNeverSeenByTheStore() {
        put(credentials, MAIN, 7);

        assertEquals(ImmutableList.of(shown(MAIN, 7)), shown(credentials.serving(ACCOUNT, FP)));
        assertEquals(ImmutableList.of(shown(MAIN, 7)), shown(open().serving(ACCOUNT, FP)));
        byte[] stored = atRest(MAIN).reveal();
        assertEquals(5 + 16 + 64, stored.length);
        assertEquals(-1, Bytes.indexOf(stored, TestBytes.counting(7, 8)));
    }

    @Test
    void credential_isNeverPrinted() {
        put(credentials, MAIN, 7);
        Credential credential = credentials.serving(ACCOUNT, FP).get(0);
        for (Object holder : List.of(credential, credential.secret())) {
            assertFalse(holder.toString().contains("7, 8"));
            assertFalse(holder.toString().contains("0708"));
        }
        assertTrue(credential.secret().toString().contains("***"));
    }

    @Test
    void serving_prefersTheAccountsOwn_thenThoseOfEveryAccount() {
        assertEquals(ImmutableList.of(), credentials.serving(ACCOUNT, FP));
        put(credentials, SHARED, 1);
        assertEquals(ImmutableList.of(shown(SHARED, 1)), shown(credentials.serving(ACCOUNT, FP)));
        assertEquals(ImmutableList.of(), credentials.ids(Optional.of(ACCOUNT), FP));

        put(credentials, MAIN, 2);
        assertEquals(ImmutableList.of(shown(MAIN, 2)), shown(credentials.serving(ACCOUNT, FP)));
        assertEquals(ImmutableList.of(shown(SHARED, 1)), shown(credentials.serving(new AccountId(1), FP)));
        assertEquals(ImmutableList.of(), credentials.serving(ACCOUNT, new DrmId("wv")));

        assertTrue(credentials.remove(MAIN));
        assertFalse(credentials.remove(MAIN));
        assertEquals(ImmutableList.of(shown(SHARED, 1)), shown(credentials.serving(ACCOUNT, FP)));
    }

    @Test
    void several_areInTheOrderOfTheirNames() {
        for (String name : List.of("c", "a", "b")) {
            put(credentials, CredentialId.of(ACCOUNT, FP, name), 1);
        }
        assertEquals(
                List.of("a", "b", "c"),
                credentials.serving(ACCOUNT, FP).stream().map(Credential::name).toList());
    }

    @Test
    void changeOfAnotherNode_isSeenAtTheNextRefresh() {
        Credentials other = open();
        put(other, MAIN, 7);
        assertEquals(ImmutableList.of(), credentials.serving(ACCOUNT, FP));

        credentials.refresh();
        assertEquals(ImmutableList.of(shown(MAIN, 7)), shown(credentials.serving(ACCOUNT, FP)));
        other.remove(MAIN);
        credentials.refresh();
        assertEquals(ImmutableList.of(), credentials.serving(ACCOUNT, FP));
    }

    @Test
    void whatIsNotChanged_staysTheSameObject() {
        put(credentials, MAIN, 7);
        Credential first = credentials.serving(ACCOUNT, FP).get(0);
        put(open(), CredentialId.of(ACCOUNT, FP, "other"), 8);
        credentials.refresh();

        assertSame(first, credentials.serving(ACCOUNT, FP).get(0));
        put(credentials, MAIN, 9);
        assertNotSame(first, credentials.serving(ACCOUNT, FP).get(0));
        assertEquals(shown(MAIN, 9), shown(credentials.serving(ACCOUNT, FP)).get(0));
    }

    @Test
    void movedInTheStore_toAnotherAccountDrmOrName_doesNotOpen() {
        put(credentials, MAIN, 7);
        for (CredentialId elsewhere : List.of(
                CredentialId.of(new AccountId(5), FP, "main"),
                CredentialId.of(ACCOUNT, new DrmId("wv"), "main"),
                CredentialId.of(ACCOUNT, FP, "other"),
                SHARED)) {
            CredentialStore moved = new InMemoryStores().credentials();
            moved.put(elsewhere, atRest(MAIN));
            assertUnavailable(new Credentials(moved, ring, () -> now), elsewhere);
        }
    }

    @Test
    void changedInAnyBit_isUnavailable() {
        put(credentials, MAIN, 7);
        TestBytes.everyFlip(atRest(MAIN).reveal()).forEach(bytes -> {
            store.put(MAIN, SealedCredential.of(bytes));
            assertUnavailable(open(), MAIN);
        });
    }

    @Test
    void cutAnywhere_isUnavailable() {
        put(credentials, MAIN, 7);
        byte[] whole = atRest(MAIN).reveal();
        for (int length = 0; length < whole.length; length++) {
            store.put(MAIN, SealedCredential.of(Arrays.copyOf(whole, length)));
            assertUnavailable(open(), MAIN);
        }
    }

    @Test
    void withoutItsRing_isUnavailable_andOthersAreServed() {
        put(credentials, MAIN, 7);
        now = NEW.sealsFrom();
        put(credentials, SHARED, 8);
        ring.change(before -> KeyRing.of(NEW));

        assertUnavailable(open(), MAIN);
        assertEquals(ImmutableList.of(shown(SHARED, 8)), shown(open().serving(new AccountId(5), FP)));
        Credentials withoutRing = new Credentials(store, new InMemoryStores().keyRing(), () -> now);
        assertThrows(StoreUnavailableException.class, () -> withoutRing.serving(ACCOUNT, FP));
    }

    @Test
    void oneThatCannotBeOpened_doesNotStopTheOthers_andIsNamed() {
        CredentialId other = CredentialId.of(ACCOUNT, FP, "other");
        put(credentials, MAIN, 7);
        now = NEW.sealsFrom();
        put(credentials, other, 8);
        put(credentials, SHARED, 9);
        ring.change(before -> KeyRing.of(NEW));

        Credentials.Serving serving = open().servingAndUnreadable(ACCOUNT, FP);
        assertEquals(ImmutableList.of(shown(other, 8)), shown(serving.credentials()));
        assertEquals(ImmutableList.of(MAIN.name()), serving.unreadable());
        assertEquals(ImmutableList.of(shown(other, 8)), shown(open().serving(ACCOUNT, FP)));
        assertEquals(
                ImmutableList.of(),
                open().servingAndUnreadable(new AccountId(5), FP).unreadable());
    }

    @Test
    void whereNoneCanBeOpened_thoseForAllAccountsDoNotServe() {
        put(credentials, MAIN, 7);
        now = NEW.sealsFrom();
        put(credentials, SHARED, 9);
        ring.change(before -> KeyRing.of(NEW));

        assertThrows(StoreUnavailableException.class, () -> open().servingAndUnreadable(ACCOUNT, FP));
    }

    @Test
    void moveFrom_thenRetire_opensEveryOne() {
        put(credentials, MAIN, 7);
        put(credentials, SHARED, 8);
        now = NEW.sealsFrom();
        put(credentials, CredentialId.of(ACCOUNT, FP, "new"), 9);
        SealedCredential before = atRest(MAIN);

        assertEquals(2, credentials.moveFrom(OLD.id()));
        assertNotEquals(before, atRest(MAIN));
        ring.change(both -> both.orElseThrow().without(OLD.id()));
        assertEquals(
                ImmutableList.of(shown(MAIN, 7), shown(CredentialId.of(ACCOUNT, FP, "new"), 9)),
                shown(open().serving(ACCOUNT, FP)));
        assertEquals(ImmutableList.of(shown(SHARED, 8)), shown(open().serving(new AccountId(5), FP)));
        assertEquals(0, credentials.moveFrom(OLD.id()));
    }

    @Test
    void moveFrom_seesWhatOtherNodesPut() {
        put(open(), MAIN, 7);
        now = NEW.sealsFrom();

        assertEquals(1, credentials.moveFrom(OLD.id()));
    }

    @Test
    void moveFrom_theOnlyKey_isRefused_andNothingIsLost() {
        ring.change(both -> KeyRing.of(OLD));
        put(credentials, MAIN, 7);

        assertThrows(IllegalArgumentException.class, () -> credentials.moveFrom(OLD.id()));
        assertEquals(ImmutableList.of(shown(MAIN, 7)), shown(open().serving(ACCOUNT, FP)));
    }

    @Test
    void credentialThatWasSealedAnew_isServedByANodeThatHasNotReadItYet() {
        put(credentials, MAIN, 7);
        Credentials other = open();
        retireTheOldKey();
        assertEquals(ImmutableList.of(shown(MAIN, 7)), shown(other.serving(ACCOUNT, FP)));
    }

    private void retireTheOldKey() {
        now = NOW.plus(Duration.ofDays(2));
        credentials.moveFrom(OLD.id());
        ring.change(keys -> keys.orElseThrow().without(OLD.id()));
    }

    @Test
    void credentialThatNeverOpens_isSoughtInTheStoreOnce() {
        put(credentials, MAIN, 7);
        AtomicInteger reads = new AtomicInteger();
        Credentials other = new Credentials(counting(reads), ring, () -> now);
        ring.change(keys -> keys.orElseThrow().without(OLD.id()));
        int before = reads.get();
        for (int i = 0; i < 10; i++) {
            assertThrows(StoreUnavailableException.class, () -> other.serving(ACCOUNT, FP));
        }
        assertEquals(before + 1, reads.get());
    }

    /** The same store, which counts how often it is asked for changes. */
    private CredentialStore counting(AtomicInteger reads) {
        return new CredentialStore() {
            @Override
            public Optional<Snapshot> changedSince(long revision) {
                reads.incrementAndGet();
                return store.changedSince(revision);
            }

            @Override
            public void put(CredentialId id, SealedCredential credential) {
                store.put(id, credential);
            }

            @Override
            public boolean replace(CredentialId id, SealedCredential before, SealedCredential after) {
                return store.replace(id, before, after);
            }

            @Override
            public boolean remove(CredentialId id) {
                return store.remove(id);
            }
        };
    }
}
