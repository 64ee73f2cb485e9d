package org.symbolon.core.error;

import java.util.Optional;

/**
 * One problem of a request: the code, the parameter it is about, and the rule that was broken.
 *
 * @param code the catalogue's row
 * @param kind who has to act: the code's own kind, but for -4019, which is the caller's (not stored) or the store's (no answer)
 * @param parameter the name of the parameter, where the problem is about one
 * @param rule what was expected and what came instead, never a secret; the details of codes that take details
 */
public record Violation(ErrorCode code, ErrorKind kind, Optional<String> parameter, String rule) {

    /** A problem with one parameter. */
    public static Violation of(ErrorCode code, String parameter, String rule) {
        return new Violation(code, code.kind(), Optional.of(parameter), rule);
    }

    /** A problem that no single parameter has. */
    public static Violation of(ErrorCode code, String rule) {
        return new Violation(code, code.kind(), Optional.empty(), rule);
    }

    /** The same problem, because a store does not answer: status 503. */
    public Violation unavailable() {
        return new Violation(code, ErrorKind.UNAVAILABLE, parameter, rule);
    }

    /** The text that clients know: {@code [number] message}, and {@code : details} where the code takes them. */
    public String message() {
        String text = "[" + code.number() + "] " + code.message();
        return code.description().takesDetails() ? text + ": " + rule : text;
    }
}
