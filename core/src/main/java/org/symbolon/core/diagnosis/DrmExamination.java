package org.symbolon.core.diagnosis;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.drm.credential.Credential;

/** What a plug-in is given to examine. Core implements this interface; it grows by new methods. */
public interface DrmExamination {

    /**
     * The credentials with which licences are made: those of accounts that have the DRM enabled, and those for all
     * accounts. They can be opened, but need not be valid.
     */
    ImmutableList<OwnedCredential> credentials();

    /**
     * A credential.
     *
     * @param owner whose it is, for the text of a finding: {@code account 201722}, or {@code all accounts}
     */
    record OwnedCredential(String owner, Credential credential) {}

    /** The time. */
    Instant now();

    /** Whether the operator wants licence services to be asked whether they answer. */
    boolean asksServices();
}
