package org.symbolon.core.parameter;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.ErrorCode;

/**
 * The result of parsing a parameter: a value, or the code and the rule that the text broke. It is a result and not an
 * exception, because a bad request must not cost more than a good one.
 *
 * @param <T> the type of the value
 */
public final class Parsed<T> {
    private final @Nullable T value;
    private final @Nullable ErrorCode code;
    private final String rule;

    private Parsed(@Nullable T value, @Nullable ErrorCode code, String rule) {
        this.value = value;
        this.code = code;
        this.rule = rule;
    }

    /** A value. */
    public static <T> Parsed<T> valid(T value) {
        return new Parsed<>(value, null, "");
    }

    /**
     * A broken rule.
     *
     * @param rule what follows the name of the parameter in a sentence, such as "must be 32 hexadecimal digits"; it
     * must hold no secret
     */
    public static <T> Parsed<T> invalid(ErrorCode code, String rule) {
        return new Parsed<>(null, code, rule);
    }

    /** Whether there is a value. */
    public boolean isValid() {
        return code == null;
    }

    /** The value of a valid text. */
    public T value() {
        if (value == null) {
            throw new IllegalStateException("there is no value: " + rule);
        }
        return value;
    }

    /** The code of an invalid text. */
    public ErrorCode code() {
        if (code == null) {
            throw new IllegalStateException("there is no error");
        }
        return code;
    }

    /** The rule that was broken; empty for a value. */
    public String rule() {
        return rule;
    }

    /** The same result with a converted value. */
    public <U> Parsed<U> map(Function<? super T, U> then) {
        return value == null ? new Parsed<>(null, code, rule) : valid(then.apply(value));
    }
}
