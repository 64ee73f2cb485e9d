package org.symbolon.core.drm;

/**
 * One of the things that make up a credential.
 *
 * @param name what operators call it, such as {@code privateKey}
 * @param meaning what it is, with its format, in a sentence
 * @param required whether there is no credential without it
 * @param secret whether it must not stand on a command line
 */
public record CredentialField(String name, String meaning, boolean required, boolean secret) {}
