package org.symbolon.core.error;

import java.util.Optional;
import org.immutables.value.Value;

/** One problem of a request: the code, the parameter it is about, and the rule that was broken. */
@Value.Immutable
public abstract class Violation {

    /** The row of the catalogue. */
    @Value.Parameter
    public abstract ErrorCode code();

    /**
     * Who has to act. It is the kind of the code, except for -4019, which is the caller's problem if the key is not
     * stored, and the service's if the store does not answer.
     */
    @Value.Parameter
    public abstract ErrorKind kind();

    /**
     * The name of the parameter, if the problem is about one; the numbered name ({@code securityLevel.1}) for one of
     * several keys.
     */
    @Value.Parameter
    public abstract Optional<String> parameter();

    /**
     * What was expected and what came instead. It must hold no secret. Codes that take details show it in their
     * message.
     */
    @Value.Parameter
    public abstract String rule();

    /** A problem with one parameter. */
    public static Violation of(ErrorCode code, String parameter, String rule) {
        return ImmutableViolation.of(code, code.kind(), Optional.of(parameter), rule);
    }

    /** A problem that is not about one parameter. */
    public static Violation of(ErrorCode code, String rule) {
        return ImmutableViolation.of(code, code.kind(), Optional.empty(), rule);
    }

    /** The same problem, because a store does not answer: the status is 503. */
    public final Violation unavailable() {
        return ImmutableViolation.of(code(), ErrorKind.UNAVAILABLE, parameter(), rule());
    }

    /**
     * The text that clients know: {@code [number] message}, followed by {@code : details} where the code takes details.
     */
    public final String message() {
        String text = "[" + code().number() + "] " + code().message();
        return code().description().takesDetails() ? text + ": " + rule() : text;
    }
}
