package org.symbolon.core.token;

/** Fields that cannot be read, or whose values make no sense: a token of a newer version, or one sealed by something else. */
public final class MalformedFieldsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedFieldsException(String message) {
        super(message, null, false, false);
    }
}
