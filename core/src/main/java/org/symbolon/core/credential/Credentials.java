package org.symbolon.core.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.token.KeyRingStore;
import org.symbolon.core.token.RingKeyId;
import org.symbolon.core.token.RingSeal;

/**
 * All credentials, in memory and opened when first asked for, so that a licence waits for no store. At rest they are sealed under the key ring, each for
 * its own id: what belongs to one account, DRM and name cannot be opened as another's.
 */
public final class Credentials {
    private static final int VERSION = 66;

    private final CredentialStore store;
    private final RingSeal seal;
    private volatile ImmutableListMultimap<Place, Entry> places = ImmutableListMultimap.of();
    private ImmutableMap<CredentialId, Entry> entries = ImmutableMap.of();
    private long revision;

    /** Whose a credential is, and for which DRM: those of one place are tried together. */
    private record Place(Optional<AccountId> account, DrmId drm) {}

    /** A credential as the store has it, and opened, once it was. */
    private final class Entry {
        private final CredentialId id;
        private final SealedCredential atRest;
        private Optional<Credential> opened = Optional.empty();

        Entry(CredentialId id, SealedCredential atRest) {
            this.id = id;
            this.atRest = atRest;
        }

        synchronized Credential open() {
            if (opened.isEmpty()) {
                opened = Optional.of(Credentials.this.open(id, atRest));
            }
            return opened.get();
        }
    }

    /** Reads all credentials. */
    public Credentials(CredentialStore store, KeyRingStore ring, InstantSource clock) {
        this.store = store;
        this.seal = new RingSeal(VERSION, ring, clock);
        refresh();
    }

    /** Takes over what changed in the store since the last time. */
    public synchronized void refresh() {
        store.changedSince(revision).ifPresent(this::takeOver);
    }

    private void takeOver(CredentialStore.Snapshot snapshot) {
        ImmutableMap.Builder<CredentialId, Entry> changed = ImmutableMap.builder();
        snapshot.credentials().forEach((id, atRest) -> changed.put(id, entry(id, atRest)));
        entries = changed.buildOrThrow();
        revision = snapshot.revision();
        places = entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.id.name()))
                .collect(ImmutableListMultimap.toImmutableListMultimap(
                        entry -> new Place(entry.id.account(), entry.id.drm()), entry -> entry));
    }

    /** What did not change stays the same object, opened or not. */
    private Entry entry(CredentialId id, SealedCredential atRest) {
        return Optional.ofNullable(entries.get(id))
                .filter(known -> known.atRest.equals(atRest))
                .orElseGet(() -> new Entry(id, atRest));
    }

    /**
     * Those that serve an account: its own, by name, or where it has none those of every account.
     *
     * @throws StoreUnavailableException if one cannot be opened: the ring lacks the key that it is sealed under, or cannot be read
     */
    public ImmutableList<Credential> serving(AccountId account, DrmId drm) {
        ImmutableList<Credential> own = of(Optional.of(account), drm);
        return own.isEmpty() ? of(Optional.empty(), drm) : own;
    }

    /** Those of one account, or with an empty one those of every account, by name. */
    public ImmutableList<Credential> of(Optional<AccountId> account, DrmId drm) {
        return places.get(new Place(account, drm)).stream().map(Entry::open).collect(ImmutableList.toImmutableList());
    }

    /** Which ones there are of one account, or with an empty one of every account, whether they open or not. */
    public ImmutableList<CredentialId> ids(Optional<AccountId> account, DrmId drm) {
        return places.get(new Place(account, drm)).stream()
                .map(entry -> entry.id)
                .collect(ImmutableList.toImmutableList());
    }

    private Credential open(CredentialId id, SealedCredential atRest) {
        return seal.open(atRest.reveal(), owner(id))
                .map(secret -> new Credential(id, CredentialSecret.of(secret)))
                .orElseThrow(() -> new StoreUnavailableException(
                        "the credential " + id.name() + " for " + id.drm() + " cannot be opened with this key ring"));
    }

    /** Seals and writes a credential, in the place of one with the same id. */
    public void put(Credential credential) {
        byte[] atRest = seal.seal(credential.secret().reveal(), owner(credential.id()));
        store.put(credential.id(), SealedCredential.of(atRest));
        refresh();
    }

    /** Removes a credential; false if there is none. */
    public boolean remove(CredentialId id) {
        boolean removed = store.remove(id);
        refresh();
        return removed;
    }

    /**
     * Seals anew every credential that is sealed under a key of the ring which is to be retired, under the one that is primary without it; returns how many.
     *
     * @throws IllegalArgumentException if the ring has no other key
     */
    public synchronized int moveFrom(RingKeyId key) {
        refresh();
        int moved = 0;
        for (Map.Entry<CredentialId, Entry> credential : entries.entrySet()) {
            SealedCredential atRest = credential.getValue().atRest;
            if (seal.isUnder(key, atRest.reveal())) {
                CredentialId id = credential.getKey();
                byte[] secret = credential.getValue().open().secret().reveal();
                SealedCredential anew = SealedCredential.of(seal.sealWithout(key, secret, owner(id)));
                // One that somebody has replaced meanwhile is under the primary key already.
                moved += store.replace(id, atRest, anew) ? 1 : 0;
            }
        }
        refresh();
        return moved;
    }

    private static byte[] owner(CredentialId id) {
        String account = id.account().map(AccountId::toString).orElse("*");
        return (account + "/" + id.drm() + "/" + id.name()).getBytes(StandardCharsets.US_ASCII);
    }
}
