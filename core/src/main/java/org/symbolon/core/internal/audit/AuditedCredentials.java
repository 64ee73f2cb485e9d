package org.symbolon.core.internal.audit;

import java.util.Optional;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;

/** Credentials whose changes are in the audit log. What is in a credential is masked. */
final class AuditedCredentials implements CredentialStore {
    private static final AuditChange SET = new AuditChange("secret", Optional.empty(), Optional.of("***"));
    private static final AuditChange SEALED_ANEW = new AuditChange("seal", Optional.of("***"), Optional.of("***"));
    private static final AuditChange REMOVED = new AuditChange("secret", Optional.of("***"), Optional.empty());

    private final CredentialStore store;
    private final AuditLog log;

    AuditedCredentials(CredentialStore store, AuditLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    public Optional<Snapshot> changedSince(long revision) {
        return store.changedSince(revision);
    }

    @Override
    public void put(CredentialId id, SealedCredential credential) {
        log.change(Subjects.of(id), () -> Done.of("credential.set", SET), () -> {
            store.put(id, credential);
            return id;
        });
    }

    @Override
    public boolean replace(CredentialId id, SealedCredential before, SealedCredential after) {
        return log.change(
                Subjects.of(id), () -> Done.of("credential.seal", SEALED_ANEW), () -> store.replace(id, before, after));
    }

    @Override
    public boolean remove(CredentialId id) {
        return log.change(Subjects.of(id), () -> Done.of("credential.remove", REMOVED), () -> store.remove(id));
    }
}
