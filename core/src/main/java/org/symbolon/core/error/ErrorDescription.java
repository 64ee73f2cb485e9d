package org.symbolon.core.error;

import static org.symbolon.core.error.ErrorKind.AUTHENTICATION;
import static org.symbolon.core.error.ErrorKind.CALLER;

import org.immutables.value.Value;

/** What the catalogue says of one error code (error-codes.csv). */
@Value.Immutable
public abstract class ErrorDescription {

    /** The interface's own number. */
    @Value.Parameter
    public abstract int number();

    /** The message as clients know it. */
    @Value.Parameter
    public abstract String message();

    /** Who has to act. */
    @Value.Parameter
    public abstract ErrorKind kind();

    /** What raises the code, in a sentence for whoever sees it. */
    @Value.Parameter
    public abstract String raised();

    /** How to mend it. */
    @Value.Parameter
    public abstract String remedy();

    /** Whether the message goes on with {@code : } and details; false by default. */
    @Value.Default
    public boolean takesDetails() {
        return false;
    }

    /** A code for a mistake in the request. */
    public static ErrorDescription caller(int number, String message, String raised, String remedy) {
        return ImmutableErrorDescription.of(number, message, CALLER, raised, remedy);
    }

    /** A code for a caller that is not known, not active, or not entitled. */
    public static ErrorDescription authentication(int number, String message, String raised, String remedy) {
        return ImmutableErrorDescription.of(number, message, AUTHENTICATION, raised, remedy);
    }

    /** The same row for a code of another kind. */
    public ErrorDescription of(ErrorKind kind) {
        return ImmutableErrorDescription.copyOf(this).withKind(kind);
    }

    /** The same row for a code whose message carries details. */
    public ErrorDescription withDetails() {
        return ImmutableErrorDescription.copyOf(this).withTakesDetails(true);
    }
}
