package org.symbolon.core.drm.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What a DRM needs to make licences for an account, besides the token and the challenge: a private key, for instance,
 * or the address of a service. The plug-in alone knows what is in a credential. Core seals it under the key ring and
 * stores it.
 */
public interface CredentialKind {

    /** The values that operators provide, in the order in which help texts list them. */
    ImmutableList<CredentialField> fields();

    /**
     * What operators of this DRM call a credential: a lower-case word. {@code symbolon <display name> <this word>} is
     * another name of the command {@code symbolon credential}; {@code credentials} by default.
     */
    default String commandName() {
        return "credentials";
    }

    /**
     * Makes a credential from the values.
     *
     * @param values by the names of {@link #fields}: every required one, and no other names
     * @throws InvalidCredentialException if the values make no credential
     */
    NewCredential read(ImmutableMap<String, byte[]> values);

    /** What may be shown of a credential, by name. It must hold no secret. */
    ImmutableMap<String, String> describe(CredentialSecret secret);
}
