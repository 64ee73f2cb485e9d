package org.symbolon.core.store.credential;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * Port: where sealed credentials are kept, shared by all nodes. There are few of them for each account. Throws {@link
 * org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 */
public interface CredentialStore {
    /**
     * All of them, at a revision of the store.
     *
     * @param revision changes whenever one of them is written or removed
     */
    record Snapshot(long revision, ImmutableMap<CredentialId, SealedCredential> credentials) {}

    /**
     * All credentials; empty if the revision of the store still is this one. An empty store has revision 0. Every node
     * calls this every second, so it must be cheap if nothing has changed.
     */
    Optional<Snapshot> changedSince(long revision);

    /** Writes a credential, which replaces one with the same id, and returns when that is durable. */
    void put(CredentialId id, SealedCredential credential);

    /**
     * Replaces a credential if the stored one still equals the expected one; returns false and changes nothing if it
     * does not.
     */
    boolean replace(CredentialId id, SealedCredential before, SealedCredential after);

    /** Removes a credential; false if there is none. */
    boolean remove(CredentialId id);
}
