package org.symbolon.core.token;

import com.google.common.primitives.Longs;
import java.time.InstantSource;
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
    private static final int VERSION = 65;

    private final RingSeal seal;

    public ManagedKeks(KeyRingStore ring, InstantSource clock) {
        this.seal = new RingSeal(VERSION, ring, clock);
    }

    /** Seals a KEK for an account, under the ring's primary key. */
    public SealedKek seal(AccountId account, KeyEncryptionKey kek) {
        return SealedKek.of(seal.seal(kek.reveal(), owner(account)));
    }

    private static byte[] owner(AccountId account) {
        return Longs.toByteArray(account.value());
    }

    /**
     * The KEK of an account, if one is kept for it.
     *
     * @throws StoreUnavailableException if it cannot be opened: the ring lacks the key that it is sealed under, or cannot be read
     */
    public Optional<KeyEncryptionKey> find(Account account) {
        return account.sealedKek()
                .map(kek -> seal.open(kek.reveal(), owner(account.id()))
                        .map(KeyEncryptionKey::of)
                        .orElseThrow(() -> new StoreUnavailableException(
                                "the KEK of account " + account.id() + " cannot be opened with this key ring")));
    }

    /**
     * Seals anew every KEK that is sealed under a key of the ring which is to be retired, under the one that is primary without it; returns how many.
     *
     * @throws IllegalArgumentException if the ring has no other key
     */
    public int moveFrom(RingKeyId key, AccountDirectory accounts) {
        accounts.refresh();
        int moved = 0;
        for (Account account : accounts.all().values()) {
            if (isUnder(key, account)) {
                Optional<SealedKek> anew = find(account)
                        .map(kek -> SealedKek.of(seal.sealWithout(key, kek.reveal(), owner(account.id()))));
                accounts.change(account.id(), stored -> replaced(stored.orElse(account), account.sealedKek(), anew));
                moved++;
            }
        }
        return moved;
    }

    private boolean isUnder(RingKeyId key, Account account) {
        return account.sealedKek()
                .filter(kek -> seal.isUnder(key, kek.reveal()))
                .isPresent();
    }

    /** Leaves a KEK alone that somebody has replaced meanwhile: that is under the primary key already. */
    private static Account replaced(Account stored, Optional<SealedKek> before, Optional<SealedKek> after) {
        return stored.sealedKek().equals(before)
                ? Account.builder().from(stored).sealedKek(after).build()
                : stored;
    }
}
