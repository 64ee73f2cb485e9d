package org.symbolon.core.account;

import com.google.common.primitives.Longs;
import java.time.InstantSource;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.token.RingSeal;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.KeyEncryptionKey;

/**
 * The KEKs that the service keeps for accounts, so that their requests need none (ADR 0014). They are sealed under the
 * key ring with the account's id as associated data, so that the KEK of one account cannot be used for another.
 */
public final class ManagedKeks {
    private static final int VERSION = 65;

    private final RingSeal seal;

    /**
     * Seals and opens KEKs under a key ring.
     *
     * @param clock decides which key of the ring seals
     */
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
     * @throws StoreUnavailableException if it cannot be opened: the ring lacks the key that it is sealed under, or
     * cannot be read
     */
    public Optional<KeyEncryptionKey> find(Account account) {
        return account.sealedKek()
                .map(kek -> seal.open(kek.reveal(), owner(account.id()))
                        .map(KeyEncryptionKey::of)
                        .orElseThrow(() -> new StoreUnavailableException(
                                "the KEK of account " + account.id() + " cannot be opened with this key ring")));
    }

    /**
     * The KEK of an account, which may have been sealed anew since the account was read: the key that it was sealed
     * under then is retired once that is done. So a KEK that cannot be opened is looked for in the store before it is
     * given up.
     *
     * @throws StoreUnavailableException if the one in the store cannot be opened either
     */
    public Optional<KeyEncryptionKey> find(Account account, AccountDirectory accounts) {
        try {
            return find(account);
        } catch (StoreUnavailableException e) {
            accounts.refresh();
            return accounts.find(account.id())
                    .filter(now -> !now.sealedKek().equals(account.sealedKek()))
                    .map(this::find)
                    .orElseThrow(() -> e);
        }
    }

    /**
     * Prepares the retirement of a ring key: seals every KEK that is sealed under it again, under the key that will
     * then be the primary one.
     *
     * @return how many KEKs were sealed again
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

    /** Keeps a KEK that was replaced in the meantime, because the new one is already sealed under the primary key. */
    private static Account replaced(Account stored, Optional<SealedKek> before, Optional<SealedKek> after) {
        return stored.sealedKek().equals(before)
                ? Account.builder().from(stored).sealedKek(after).build()
                : stored;
    }
}
