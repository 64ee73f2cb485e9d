package org.symbolon.core.error;

/**
 * One row of the error-code catalogue. Enums implement it, one in core and one in each plug-in, so that everything
 * about a code is in one place.
 */
public interface ErrorCode {

    /** The row itself. */
    ErrorDescription description();

    /** The interface's own number: negative, unique over core and all plug-ins, never reused. */
    default int number() {
        return description().number();
    }

    /** The catalogue's message, without the number and without details. */
    default String message() {
        return description().message();
    }

    /** Who has to act. */
    default ErrorKind kind() {
        return description().kind();
    }
}
