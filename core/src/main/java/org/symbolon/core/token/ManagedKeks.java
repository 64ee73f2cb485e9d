package org.symbolon.core.token;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.SealedKek;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyEncryptionKey;

/**
 * The KEKs that the service keeps for accounts which want it to, so that their requests need none. Sealed like tokens, {@code version (1) | key id
 * (4) | SIV (16) | KEK}, with the first five bytes and the account's id as associated data: one account's KEK is of no use to another.
 */
public final class ManagedKeks {
    /** Differs from the version of tokens, so that neither passes for the other. */
    private static final byte VERSION = 65;

    private static final int HEADER = 1 + RingKeyId.BYTES;

    private final KeyRingStore ring;
    private final InstantSource clock;

    public ManagedKeks(KeyRingStore ring, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /** Seals a KEK for an account, under the ring's primary key. */
    public SealedKek seal(AccountId account, KeyEncryptionKey kek) {
        return seal(readRing().primary(clock.instant()), account, kek);
    }

    private static SealedKek seal(RingKey key, AccountId account, KeyEncryptionKey kek) {
        byte[] header =
                Bytes.concat(new byte[] {VERSION}, Ints.toByteArray(key.id().value()));
        return SealedKek.of(Bytes.concat(header, cipher(key, header, account).seal(kek.reveal())));
    }

    /**
     * The KEK of an account, if one is kept for it.
     *
     * @throws StoreUnavailableException if it cannot be opened: the ring lacks the key that it is sealed under, or cannot be read
     */
    public Optional<KeyEncryptionKey> find(Account account) {
        return account.sealedKek()
                .map(kek -> open(account.id(), kek)
                        .orElseThrow(() -> new StoreUnavailableException(
                                "the KEK of account " + account.id() + " cannot be opened with this key ring")));
    }

    private Optional<KeyEncryptionKey> open(AccountId account, SealedKek sealed) {
        byte[] bytes = sealed.reveal();
        byte[] header = Arrays.copyOf(bytes, HEADER);
        return keyOf(sealed)
                .flatMap(readRing()::find)
                .flatMap(key -> cipher(key, header, account).open(Arrays.copyOfRange(bytes, HEADER, bytes.length)))
                .map(KeyEncryptionKey::of);
    }

    private static Optional<RingKeyId> keyOf(SealedKek sealed) {
        byte[] bytes = sealed.reveal();
        return bytes.length > HEADER && bytes[0] == VERSION
                ? Optional.of(new RingKeyId(Ints.fromByteArray(Arrays.copyOfRange(bytes, 1, HEADER))))
                : Optional.empty();
    }

    private static AesSiv cipher(RingKey key, byte[] header, AccountId account) {
        return new AesSiv(key.key(), header, Longs.toByteArray(account.value()));
    }

    private KeyRing readRing() {
        return ring.read().orElseThrow(() -> new StoreUnavailableException("there is no key ring"));
    }

    /**
     * Seals anew every KEK that is sealed under a key of the ring which is to be retired, under the one that is primary without it; returns how many.
     *
     * @throws IllegalArgumentException if the ring has no other key
     */
    public int moveFrom(RingKeyId key, AccountDirectory accounts) {
        RingKey next = readRing().without(key).primary(clock.instant());
        accounts.refresh();
        int moved = 0;
        for (Account account : accounts.all().values()) {
            if (isUnder(key, account)) {
                Optional<SealedKek> anew = find(account).map(kek -> seal(next, account.id(), kek));
                accounts.change(account.id(), stored -> replaced(stored.orElse(account), account.sealedKek(), anew));
                moved++;
            }
        }
        return moved;
    }

    private static boolean isUnder(RingKeyId key, Account account) {
        return account.sealedKek()
                .flatMap(ManagedKeks::keyOf)
                .filter(key::equals)
                .isPresent();
    }

    /** Leaves a KEK alone that somebody has replaced meanwhile: that is under the primary key already. */
    private static Account replaced(Account stored, Optional<SealedKek> before, Optional<SealedKek> after) {
        return stored.sealedKek().equals(before)
                ? Account.builder().from(stored).sealedKek(after).build()
                : stored;
    }
}
