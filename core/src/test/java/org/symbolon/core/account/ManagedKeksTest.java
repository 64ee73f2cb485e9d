package org.symbolon.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.token.AesSiv;
import org.symbolon.core.internal.token.Claims;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.SealedToken;

class ManagedKeksTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AccountId ID = new AccountId(201_722);
    private static final RingKey OLD = key(1, Duration.ofDays(-30));
    private static final RingKey NEW = key(2, Duration.ofDays(1));
    private static final KeyEncryptionKey KEK = KeyEncryptionKey.of(TestBytes.counting(0xa1, 16));

    private final KeyRingStore ring = new InMemoryStores().keyRing();
    private final AccountStore store = new InMemoryStores().accounts();
    private final AccountDirectory accounts = new AccountDirectory(store);
    private Instant now = NOW;
    private final ManagedKeks keks = new ManagedKeks(ring, () -> now);

    ManagedKeksTest() {
        ring.change(none -> KeyRing.of(OLD, NEW));
    }

    private static RingKey key(int id, Duration afterNow) {
        return new RingKey(
                new RingKeyId(id), SealingKey.of(TestBytes.counting(id, SealingKey.BYTES)), NOW.plus(afterNow));
    }

    private static Account account(AccountId id, SealedKek kek) {
        return Account.builder().id(id).sealedKek(kek).build();
    }

    private void assertUnavailable(Account account) {
        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, () -> keks.find(account));
        assertTrue(thrown.getMessage().contains(account.id().toString()), thrown.getMessage());
    }

    private void store(int id, KeyEncryptionKey kek) {
        AccountId account = new AccountId(id);
        accounts.change(account, none -> account(account, keks.seal(account, kek)));
    }

    private Optional<KeyEncryptionKey> stored(int id) {
        return keks.find(accounts.find(new AccountId(id)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void find_whatWasSealed_isTheSame(int size) {
        KeyEncryptionKey kek = KeyEncryptionKey.of(TestBytes.counting(0xa1, size));
        SealedKek sealed = keks.seal(ID, kek);
        assertEquals(Optional.of(kek), keks.find(account(ID, sealed)));
        assertEquals(5 + AesSiv.SIV_BYTES + size, sealed.size());
        assertEquals(
                sealed,
                new ManagedKeks(ring, () -> now).seal(ID, kek),
                "AES-SIV needs no nonce, and is the same again");
    }

    @Test
    void find_ofAnAccountWithout_isEmpty() {
        assertEquals(Optional.empty(), keks.find(Account.builder().id(ID).build()));
    }

    @Test
    void seal_isUnderTheKeyThatIsPrimaryThen() {
        SealedKek before = keks.seal(ID, KEK);
        now = NEW.sealsFrom();
        SealedKek after = keks.seal(ID, KEK);
        assertNotEquals(before, after);
        assertEquals(keks.find(account(ID, before)), keks.find(account(ID, after)));
        assertEquals(1, before.reveal()[4]);
        assertEquals(2, after.reveal()[4]);
    }

    @Test
    void find_ofAnotherAccount_isUnavailable() {
        assertUnavailable(account(new AccountId(ID.value() + 1), keks.seal(ID, KEK)));
    }

    @Test
    void find_withAnotherRing_isUnavailable() {
        Account account = account(ID, keks.seal(ID, KEK));
        ring.change(before -> KeyRing.of(NEW));
        assertUnavailable(account);
        ring.change(before -> KeyRing.of(new RingKey(OLD.id(), NEW.key(), OLD.sealsFrom())));
        assertUnavailable(account);
    }

    @Test
    void find_withoutARing_isUnavailable() {
        Account account = account(ID, keks.seal(ID, KEK));
        ManagedKeks without = new ManagedKeks(new InMemoryStores().keyRing(), () -> now);
        assertThrows(StoreUnavailableException.class, () -> without.find(account));
        assertThrows(StoreUnavailableException.class, () -> without.seal(ID, KEK));
    }

    @Test
    void find_anySingleBitTurned_isUnavailable() {
        TestBytes.everyFlip(keks.seal(ID, KEK).reveal())
                .forEach(bytes -> assertUnavailable(account(ID, SealedKek.of(bytes))));
    }

    @Test
    void find_cutAnywhereOrLengthened_isUnavailable() {
        byte[] bytes = keks.seal(ID, KEK).reveal();
        IntStream.range(0, bytes.length + 20)
                .filter(length -> length != bytes.length)
                .forEach(length -> assertUnavailable(account(ID, SealedKek.of(Arrays.copyOf(bytes, length)))));
    }

    @Test
    void sealedKek_isNoToken_andATokenIsNoSealedKek() {
        TokenSealer tokens = new TokenSealer(ring);
        byte[] kek = keks.seal(ID, KEK).reveal();
        SealedToken asToken =
                new SealedToken(Base64.getUrlEncoder().withoutPadding().encodeToString(kek));
        assertEquals(Optional.empty(), tokens.open(asToken));
        byte[] token =
                Base64.getUrlDecoder().decode(tokens.seal(Claims.most().build()).text());
        assertUnavailable(account(ID, SealedKek.of(token)));
    }

    @Test
    void moveFrom_thenRetire_opensEveryKek() {
        store(1, KEK);
        store(2, KeyEncryptionKey.of(TestBytes.counting(7, 16)));
        accounts.change(
                new AccountId(3), none -> Account.builder().id(new AccountId(3)).build());
        now = NEW.sealsFrom();
        store(4, KEK);
        SealedKek young = sealed(4);

        assertEquals(2, keks.moveFrom(OLD.id(), accounts));
        ring.change(before -> before.orElseThrow().without(OLD.id()));

        assertEquals(Optional.of(KEK), stored(1));
        assertEquals(Optional.of(KeyEncryptionKey.of(TestBytes.counting(7, 16))), stored(2));
        assertEquals(Optional.empty(), stored(3));
        assertEquals(young, sealed(4), "was not under that key");
        assertEquals(0, keks.moveFrom(OLD.id(), accounts));
    }

    private SealedKek sealed(int id) {
        return accounts.find(new AccountId(id)).orElseThrow().sealedKek().orElseThrow();
    }

    @Test
    void moveFrom_theKeyThatIsPrimaryYet_movesToTheOneThatIsPrimaryWithoutIt() {
        store(1, KEK);
        assertEquals(1, keks.moveFrom(OLD.id(), accounts));
        ring.change(before -> before.orElseThrow().without(OLD.id()));
        assertEquals(Optional.of(KEK), stored(1));
    }

    @Test
    void moveFrom_theOnlyKey_isRefused() {
        store(1, KEK);
        ring.change(before -> KeyRing.of(OLD));
        assertThrows(IllegalArgumentException.class, () -> keks.moveFrom(OLD.id(), accounts));
        assertEquals(Optional.of(KEK), stored(1));
    }

    @Test
    void moveFrom_seesAccountsThatAnotherNodeChanged_andChangesNothingElse() {
        Account other = Account.builder()
                .from(account(ID, keks.seal(ID, KEK)))
                .name("by another node")
                .build();
        store.change(ID, none -> other);

        assertEquals(1, keks.moveFrom(OLD.id(), accounts));

        Account moved = accounts.find(ID).orElseThrow();
        assertEquals("by another node", moved.name());
        assertNotEquals(other.sealedKek(), moved.sealedKek());
        assertEquals(Optional.of(KEK), keks.find(moved));
    }

    @Test
    void nothing_showsTheKek() {
        SealedKek sealed = keks.seal(ID, KEK);
        assertEquals("SealedKek[***]", sealed.toString());
        String account = account(ID, sealed).toString();
        Stream.of("a1a2a3a4", Integer.toString((byte) 0xa1) + ", ")
                .forEach(part -> assertFalse(account.contains(part), account));
    }
}
