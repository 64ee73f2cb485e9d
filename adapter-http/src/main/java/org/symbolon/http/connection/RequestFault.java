package org.symbolon.http.connection;

/**
 * Why a request cannot be read or taken, and the status that says so. It has no stack trace: callers cause it at will.
 */
public final class RequestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
