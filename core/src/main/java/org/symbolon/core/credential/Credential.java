package org.symbolon.core.credential;

/**
 * A credential, opened. The same object for as long as nobody changes it, so that a plug-in can keep by it what it made of it.
 *
 * @param id which one it is
 * @param secret what is in it, as its plug-in wrote it
 */
public record Credential(CredentialId id, CredentialSecret secret) {}
