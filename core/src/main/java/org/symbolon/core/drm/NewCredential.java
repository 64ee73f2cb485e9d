package org.symbolon.core.drm;

import org.symbolon.core.credential.CredentialSecret;

/**
 * A credential as a plug-in makes it.
 *
 * @param name tells it apart from others of the same account and DRM; one with the same name takes the other's place
 * @param secret what is in it, in the plug-in's own form
 */
public record NewCredential(String name, CredentialSecret secret) {}
