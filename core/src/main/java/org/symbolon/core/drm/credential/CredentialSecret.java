package org.symbolon.core.drm.credential;

import org.symbolon.core.value.Secret;

/** The content of a credential, in the form that the plug-in chose. */
public final class CredentialSecret extends Secret {
    private CredentialSecret(byte[] bytes) {
        super(bytes);
    }

    /** The content; a copy of the bytes is kept. */
    public static CredentialSecret of(byte[] bytes) {
        return new CredentialSecret(bytes);
    }
}
