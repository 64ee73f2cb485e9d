package org.symbolon.core.credential;

import org.symbolon.core.secret.Secret;

/** What is in a credential, in the form that the DRM's plug-in gave it. */
public final class CredentialSecret extends Secret {
    private CredentialSecret(byte[] bytes) {
        super(bytes);
    }

    public static CredentialSecret of(byte[] bytes) {
        return new CredentialSecret(bytes);
    }
}
