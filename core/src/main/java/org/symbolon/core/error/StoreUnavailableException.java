package org.symbolon.core.error;

/**
 * A store did not answer, or not in time. The ports of stores throw it. A caller sees -2030 or -4019 with status 503;
 * the cause is logged.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailableException(String message) {
        super(message);
    }
}
