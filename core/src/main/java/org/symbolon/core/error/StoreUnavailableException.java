package org.symbolon.core.error;

/**
 * A store did not answer, or not in time. Thrown by the store ports; a caller sees -2030 or -4019 with status 503, the
 * cause goes to the log.
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
