package org.symbolon.core.store.credential;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * Port: where sealed credentials are kept, shared by all nodes. There are few: some for each account. Throws {@link
 * org.symbolon.core.error.StoreUnavailableException} where it gets no answer.
 */
public interface CredentialStore {
    /**
     * All of them, at a revision of the store.
     *
     * @param revision changes whenever one of them is written or removed
     */
    record Snapshot(long revision, ImmutableMap<CredentialId, SealedCredential> credentials) {}

    /**
     * All credentials, unless the store's revision still is this one; a store without any begins at revision 0. Cheap
     * where nothing changed: it is asked every second.
     */
    Optional<Snapshot> changedSince(long revision);

    /** Writes a credential, in the place of one with the same id; durably before it returns. */
    void put(CredentialId id, SealedCredential credential);

    /**
     * Writes a credential in the place of another that is still as it was; false, and nothing has changed, where it is
     * not.
     */
    boolean replace(CredentialId id, SealedCredential before, SealedCredential after);

    /** Removes a credential; false if there is none. */
    boolean remove(CredentialId id);
}
