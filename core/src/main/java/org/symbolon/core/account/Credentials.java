package org.symbolon.core.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.token.RingSeal;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/**
 * All credentials, in memory, so that making a licence asks no store (ADR 0016). A credential is opened when it is
 * needed first. In the store it is sealed under the key ring with its account, DRM and name as associated data, so that
 * it cannot be used for another account.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final int VERSION = 66;

    private final CredentialStore store;
    private final RingSeal seal;
    private volatile ImmutableListMultimap<Place, Entry> places = ImmutableListMultimap.of();
    private ImmutableMap<CredentialId, Entry> entries = ImmutableMap.of();
    private long revision;

    /** The credentials of one owner and DRM serve together. */
    private record Place(Optional<AccountId> account, DrmId drm) {}

    /** A credential is compared by identity, as {@link Credential} says. */
    private static final class Opened implements Credential {
        private final String name;
        private final CredentialSecret secret;

        Opened(String name, CredentialSecret secret) {
            this.name = name;
            this.secret = secret;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CredentialSecret secret() {
            return secret;
        }
    }

    /**
     * What serves an account. A credential that cannot be opened does not stop the others, because an account may have
     * several, such as an old and a new FairPlay certificate.
     *
     * @param credentials the credentials that open, ordered by name
     * @param unreadable the names of the others, ordered
     */
    public record Serving(ImmutableList<Credential> credentials, ImmutableList<String> unreadable) {}

    /** A credential as it is stored, and the opened form once it was needed. */
    private final class Entry {
        private final CredentialId id;
        private final SealedCredential atRest;
        private Optional<Credential> opened = Optional.empty();
        private volatile boolean soughtAgain;
        private boolean warned;

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

        /** Says once in the log that the credential does not serve. */
        synchronized void warn(StoreUnavailableException problem) {
            if (!warned) {
                warned = true;
                LOG.warn("{}; the other credentials of {} serve", problem.getMessage(), ownerText(id));
            }
        }
    }

    /** Reads all credentials. */
    public Credentials(CredentialStore store, KeyRingStore ring, InstantSource clock) {
        this.store = store;
        this.seal = new RingSeal(VERSION, ring, clock);
        refresh();
    }

    /** Reads the credentials again if the store has changed. */
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

    /** An unchanged credential stays the same object, because plug-ins use it as the key of a cache. */
    private Entry entry(CredentialId id, SealedCredential atRest) {
        return Optional.ofNullable(entries.get(id))
                .filter(known -> known.atRest.equals(atRest))
                .orElseGet(() -> new Entry(id, atRest));
    }

    /**
     * The credentials that serve an account, ordered by name: its own, or those for all accounts if it has none.
     *
     * @throws StoreUnavailableException if there are some, but none can be opened: the ring lacks the keys that they are
     * sealed under, or cannot be read
     */
    public ImmutableList<Credential> serving(AccountId account, DrmId drm) {
        return servingAndUnreadable(account, drm).credentials();
    }

    /**
     * The credentials that serve an account, as {@link #serving} finds them, and those that cannot be opened. One that
     * cannot may have been sealed anew since it was read, because its key was retired, so the store is asked once.
     */
    public Serving servingAndUnreadable(AccountId account, DrmId drm) {
        entries(account, drm).forEach(this::seekAgainIfItFails);
        return opened(entries(account, drm));
    }

    private ImmutableList<Entry> entries(AccountId account, DrmId drm) {
        ImmutableList<Entry> own = places.get(new Place(Optional.of(account), drm));
        return own.isEmpty() ? places.get(new Place(Optional.empty(), drm)) : own;
    }

    private void seekAgainIfItFails(Entry entry) {
        try {
            entry.open();
        } catch (StoreUnavailableException e) {
            if (!entry.soughtAgain) {
                seekAgain(entry);
            }
        }
    }

    /** Others who find the same wait here, and then use what was found. */
    private synchronized void seekAgain(Entry entry) {
        if (!entry.soughtAgain) {
            try {
                refresh();
            } catch (StoreUnavailableException e) {
                LOG.debug("the credential {} cannot be looked for", entry.id.name(), e);
            }
            entry.soughtAgain = true;
        }
    }

    private static Serving opened(ImmutableList<Entry> all) {
        ImmutableList.Builder<Credential> credentials = ImmutableList.builder();
        Map<Entry, StoreUnavailableException> problems = new LinkedHashMap<>();
        for (Entry entry : all) {
            try {
                credentials.add(entry.open());
            } catch (StoreUnavailableException e) {
                problems.put(entry, e);
            }
        }
        if (!all.isEmpty() && problems.size() == all.size()) {
            throw problems.values().iterator().next();
        }
        problems.forEach(Entry::warn);
        return new Serving(
                credentials.build(),
                problems.keySet().stream().map(entry -> entry.id.name()).collect(ImmutableList.toImmutableList()));
    }

    /**
     * The content of one credential.
     *
     * @throws IllegalArgumentException if there is no such credential
     * @throws StoreUnavailableException if it cannot be opened
     */
    public CredentialSecret secret(CredentialId id) {
        return find(id).secret();
    }

    /**
     * One credential.
     *
     * @throws IllegalArgumentException if there is no such credential
     * @throws StoreUnavailableException if it cannot be opened
     */
    public Credential find(CredentialId id) {
        return places.get(new Place(id.account(), id.drm())).stream()
                .filter(entry -> entry.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no credential " + id.name()))
                .open();
    }

    /** The ids of the credentials of one account, or of those for all accounts, even if they cannot be opened. */
    public ImmutableList<CredentialId> ids(Optional<AccountId> account, DrmId drm) {
        return places.get(new Place(account, drm)).stream()
                .map(entry -> entry.id)
                .collect(ImmutableList.toImmutableList());
    }

    private Credential open(CredentialId id, SealedCredential atRest) {
        return seal.open(atRest.reveal(), owner(id))
                .map(secret -> (Credential) new Opened(id.name(), CredentialSecret.of(secret)))
                .orElseThrow(() -> new StoreUnavailableException(
                        "the credential " + id.name() + " for " + id.drm() + " cannot be opened with this key ring"));
    }

    /** Seals and stores a credential; it replaces one with the same id. */
    public void put(CredentialId id, CredentialSecret secret) {
        byte[] atRest = seal.seal(secret.reveal(), owner(id));
        store.put(id, SealedCredential.of(atRest));
        refresh();
    }

    /** Removes a credential; false if there is none. */
    public boolean remove(CredentialId id) {
        boolean removed = store.remove(id);
        refresh();
        return removed;
    }

    /**
     * Prepares the retirement of a ring key: seals every credential that is sealed under it again, under the key that
     * will then be the primary one.
     *
     * @return how many credentials were sealed again
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
                // A credential that was replaced in the meantime is already sealed under the primary key.
                moved += store.replace(id, atRest, anew) ? 1 : 0;
            }
        }
        refresh();
        return moved;
    }

    private static String ownerText(CredentialId id) {
        return id.account().map(account -> "account " + account).orElse("all accounts");
    }

    private static byte[] owner(CredentialId id) {
        String account = id.account().map(AccountId::toString).orElse("*");
        return (account + "/" + id.drm() + "/" + id.name()).getBytes(StandardCharsets.US_ASCII);
    }
}
