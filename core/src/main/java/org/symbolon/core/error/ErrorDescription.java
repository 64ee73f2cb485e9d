package org.symbolon.core.error;

import static org.symbolon.core.error.ErrorKind.AUTHENTICATION;
import static org.symbolon.core.error.ErrorKind.CALLER;

import org.immutables.value.Value;

/** The description of one error code in the catalogue (error-codes.csv). */
@Value.Immutable
public abstract class ErrorDescription {

    /** The interface's own number. */
    @Value.Parameter
    public abstract int number();

    /** The message that clients know. */
    @Value.Parameter
    public abstract String message();

    /** Who has to act. */
    @Value.Parameter
    public abstract ErrorKind kind();

    /** What causes the code, as a sentence. */
    @Value.Parameter
    public abstract String raised();

    /** What to do about it, as a sentence. */
    @Value.Parameter
    public abstract String remedy();

    /** Whether the message is followed by {@code : } and details; false by default. */
    @Value.Default
    public boolean takesDetails() {
        return false;
    }

    /** A description of a mistake in the request. */
    public static ErrorDescription caller(int number, String message, String raised, String remedy) {
        return ImmutableErrorDescription.of(number, message, CALLER, raised, remedy);
    }

    /** A description of a caller that is not known, not active, or not allowed. */
    public static ErrorDescription authentication(int number, String message, String raised, String remedy) {
        return ImmutableErrorDescription.of(number, message, AUTHENTICATION, raised, remedy);
    }

    /** The same description with another kind. */
    public ErrorDescription of(ErrorKind kind) {
        return ImmutableErrorDescription.builder().from(this).kind(kind).build();
    }

    /** The same description for a message that is followed by details. */
    public ErrorDescription withDetails() {
        return ImmutableErrorDescription.builder().from(this).takesDetails(true).build();
    }
}
