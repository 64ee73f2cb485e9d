package org.symbolon.core.drm.credential;

/**
 * A stored credential, opened. Core implements this interface. A plug-in gets the same object with every request until
 * somebody changes the credential, so it can use the object as the key of a cache for what it computes from the
 * credential.
 */
public interface Credential {

    /** The name, by which operators tell the credentials of an account apart. */
    String name();

    /** The content, as the plug-in wrote it. */
    CredentialSecret secret();
}
