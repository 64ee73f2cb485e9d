package org.symbolon.core.drm.credential;

import org.immutables.value.Value;

/** A credential that a plug-in has just made. */
@Value.Immutable
public abstract class NewCredential {

    /** Tells the credential apart from others of the same account and DRM. */
    @Value.Parameter
    public abstract String name();

    /** The content, in the plug-in's own form. */
    @Value.Parameter
    public abstract CredentialSecret secret();

    /**
     * A credential. It replaces a stored one with the same name.
     *
     * @param name 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}
     * @param secret the content, in the plug-in's own form
     */
    public static NewCredential of(String name, CredentialSecret secret) {
        return ImmutableNewCredential.of(name, secret);
    }
}
