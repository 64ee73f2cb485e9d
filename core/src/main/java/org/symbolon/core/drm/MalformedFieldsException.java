package org.symbolon.core.drm;

/** Fields that cannot be read, or that hold an unknown value: most often a newer release wrote the token. */
public final class MalformedFieldsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names the field, and shows no value of it. */
    public MalformedFieldsException(String message) {
        super(message, null, false, false);
    }
}
