package org.symbolon.core.keystore;

import org.symbolon.core.parameter.Parsed;

/**
 * A request to the key storage was refused and changed nothing. It has no stack trace, because the cause is a mistake
 * of the caller. The message names the field and the rule, never a secret.
 */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final KeyError error;

    public KeyRefusedException(KeyError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public KeyError error() {
        return error;
    }

    /**
     * The value of a field or parameter that was read.
     *
     * @throws KeyRefusedException if it is not valid
     */
    public static <T> T requireValid(String name, Parsed<T> parsed) {
        if (!parsed.isValid()) {
            throw new KeyRefusedException(KeyError.INVALID_PARAMETERS, name + " " + parsed.rule());
        }
        return parsed.value();
    }
}
