package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.core.credential.CredentialSecret;

/**
 * What a DRM needs to make licences for an account, besides the token and the challenge: how operators hand it over, and what may be shown of it.
 * The plug-in alone knows what is in a credential; core keeps it sealed.
 */
public interface CredentialKind {
    /** What operators hand over, in the order in which help lists it. */
    ImmutableList<CredentialField> fields();

    /**
     * Makes a credential of what was handed over.
     *
     * @param values by the names of {@link #fields}; nothing but those, and every required one
     * @throws InvalidCredentialException if they make none
     */
    NewCredential read(ImmutableMap<String, byte[]> values);

    /** What may be shown of a credential, by name: no secret. */
    ImmutableMap<String, String> describe(CredentialSecret secret);
}
