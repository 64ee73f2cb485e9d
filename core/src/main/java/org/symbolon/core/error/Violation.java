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
     * The rule that was broken: what should have come instead, as a sentence that begins with the parameter. It is
     * recorded, so it holds no value of the request.
     */
    @Value.Parameter
    public abstract String rule();

    /**
     * The value that was sent, for the message of a code that takes details. It is answered to the caller alone, never
     * logged or recorded, and is never a secret.
     */
    @Value.Redacted
    @Value.Parameter
    public abstract Optional<String> details();

    /** A problem with one parameter. */
    public static Violation of(ErrorCode code, String parameter, String rule) {
        return ImmutableViolation.of(code, code.kind(), Optional.of(parameter), rule, Optional.empty());
    }

    /** A problem that is not about one parameter. */
    public static Violation of(ErrorCode code, String rule) {
        return ImmutableViolation.of(code, code.kind(), Optional.empty(), rule, Optional.empty());
    }

    /** The same problem, because a store does not answer: the status is 503. */
    public final Violation unavailable() {
        return ImmutableViolation.of(code(), ErrorKind.UNAVAILABLE, parameter(), rule(), details());
    }

    /** The same problem with the value that was sent. */
    public final Violation showing(String value) {
        return ImmutableViolation.of(code(), kind(), parameter(), rule(), Optional.of(value));
    }

    /**
     * The text that clients know: {@code [number] message}. Where the code takes details, {@code : } and the value that
     * was sent follow, or the rule if the problem is not about a parameter.
     */
    public final String message() {
        return message(code().message(), rule());
    }

    /** The same text with a message and a rule in another language. */
    public final String message(String translatedMessage, String translatedRule) {
        String text = "[" + code().number() + "] " + translatedMessage;
        if (!code().description().takesDetails()) {
            return text;
        }
        Optional<String> shown = parameter().isPresent() ? details() : Optional.of(translatedRule);
        return shown.map(value -> text + ": " + value).orElse(text);
    }
}
