package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** What plug-ins need to make licences. It is never read back. */
public final class CredentialAdministration {

    /** All credentials, with what the plug-ins say of them. */
    public ImmutableList<CredentialFacts> list() {
        throw new UnsupportedOperationException();
    }

    /** Sets a credential. @param account the owner; empty for all accounts without their own. @param values by the names of the plug-in's fields */
    public CredentialFacts set(Optional<AccountId> account, DrmId drm, ImmutableMap<String, byte[]> values, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Removes a credential. */
    public void remove(CredentialId id, Expected expected) {
        throw new UnsupportedOperationException();
    }
}
