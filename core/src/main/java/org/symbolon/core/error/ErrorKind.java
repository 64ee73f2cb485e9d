package org.symbolon.core.error;

/**
 * Who has to act on an error. The status of an answer follows from the kind, here and nowhere else (token-api,
 * "Failure").
 */
public enum ErrorKind {
    /** The request has to change. */
    CALLER(400),
    /** The caller is not known, not active, or not allowed. */
    AUTHENTICATION(401),
    /** This service failed. */
    INTERNAL(500),
    /** Another service, which this one calls, refused or failed. */
    UPSTREAM(502),
    /** A store does not answer; the same request may succeed later. */
    UNAVAILABLE(503);

    private final int status;

    ErrorKind(int status) {
        this.status = status;
    }

    /** The HTTP status code of an answer whose first problem is of this kind. */
    public int status() {
        return status;
    }
}
