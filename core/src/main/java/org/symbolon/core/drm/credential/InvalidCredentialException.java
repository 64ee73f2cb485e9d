package org.symbolon.core.drm.credential;

/** The values make no credential. The message names the field and the rule, and shows nothing of a secret. */
public final class InvalidCredentialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidCredentialException(String message) {
        super(message);
    }

    public InvalidCredentialException(String message, Throwable cause) {
        super(message, cause);
    }
}
