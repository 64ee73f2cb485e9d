package org.symbolon.core.keystore;

/**
 * The errors of the key storage interface (key-storage-api, "Operations"). Its number 4, for an id that exists, is
 * never used, because such a request is answered with the key that has the id.
 */
public enum KeyError {
    /** The request failed because of a fault of the service. */
    INTERNAL(1, 500),
    /** A parameter or a field breaks a rule. */
    INVALID_PARAMETERS(2, 400),
    /** There is no such key. The interface has no number of its own for that. */
    NOT_FOUND(2, 404),
    /** The account has as many keys as it may store. The interface has no number of its own for that either. */
    TOO_MANY_KEYS(2, 403),
    /** The body is not a JSON object. */
    INVALID_SYNTAX(3, 400),
    /** The stored key is wrapped under another KEK. */
    INCORRECT_KEK(5, 400);

    private final int number;
    private final int status;

    KeyError(int number, int status) {
        this.number = number;
        this.status = status;
    }

    public int number() {
        return number;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
