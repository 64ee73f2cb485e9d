package org.symbolon.core.parameter;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.ErrorCode;

/**
 * What became of a parameter's text: a value, or the code and the rule that the text broke. A result rather than an exception, since
 * a bad request costs no more than a good one.
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

    public static <T> Parsed<T> valid(T value) {
        return new Parsed<>(value, null, "");
    }

    /**
     * A broken rule.
     *
     * @param rule goes on after the parameter's name ("must be 32 hexadecimal digits"); never holds a secret
     */
    public static <T> Parsed<T> invalid(ErrorCode code, String rule) {
        return new Parsed<>(null, code, rule);
    }

    public boolean isValid() {
        return code == null;
    }

    /** The value of a text that was valid. */
    public T value() {
        if (value == null) {
            throw new IllegalStateException("there is no value: " + rule);
        }
        return value;
    }

    /** The code of a text that was not valid. */
    public ErrorCode code() {
        if (code == null) {
            throw new IllegalStateException("there is no error");
        }
        return code;
    }

    /** The rule that was broken, empty for a value. */
    public String rule() {
        return rule;
    }

    public <U> Parsed<U> map(Function<? super T, U> then) {
        return value == null ? new Parsed<>(null, code, rule) : valid(then.apply(value));
    }
}
