package org.symbolon.core.error;

import org.immutables.value.Value;

/**
 * Why something was refused, in more detail than the caller is told. Operators read it with {@code symbolon explain}.
 * It must hold no secret.
 */
@Value.Immutable
public abstract class Explanation {

    /** The rule that was broken, as a sentence. */
    @Value.Parameter
    public abstract String rule();

    /** What would have been accepted. */
    @Value.Parameter
    public abstract String expected();

    /** What came instead. */
    @Value.Parameter
    public abstract String got();

    /** The usual cause, and what to do about it. */
    @Value.Parameter
    public abstract String usualCause();

    /** An explanation with these four texts, each without a secret. */
    public static Explanation of(String rule, String expected, String got, String usualCause) {
        return ImmutableExplanation.of(rule, expected, got, usualCause);
    }
}
