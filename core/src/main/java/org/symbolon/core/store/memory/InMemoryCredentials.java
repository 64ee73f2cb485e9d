package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.value.AccountId;

/** Sealed credentials. */
final class InMemoryCredentials implements CredentialStore {
    private final Map<CredentialId, SealedCredential> credentials = new HashMap<>();
    private long revision;

    @Override
    public synchronized Optional<Snapshot> changedSince(long known) {
        return known == revision
                ? Optional.empty()
                : Optional.of(new Snapshot(revision, ImmutableMap.copyOf(credentials)));
    }

    @Override
    public synchronized void put(CredentialId id, SealedCredential credential) {
        credentials.put(id, credential);
        revision++;
    }

    @Override
    public synchronized boolean replace(CredentialId id, SealedCredential before, SealedCredential after) {
        boolean same = before.equals(credentials.get(id));
        if (same) {
            put(id, after);
        }
        return same;
    }

    /** Removes the credentials of an account that is deleted. */
    synchronized void removeAll(AccountId account) {
        if (credentials.keySet().removeIf(id -> id.account().equals(Optional.of(account)))) {
            revision++;
        }
    }

    @Override
    public synchronized boolean remove(CredentialId id) {
        boolean removed = credentials.remove(id) != null;
        if (removed) {
            revision++;
        }
        return removed;
    }
}
