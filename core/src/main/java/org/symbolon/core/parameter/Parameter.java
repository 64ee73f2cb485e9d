package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.immutables.value.Value;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;

/**
 * All that is known of one parameter, as data: validation, command-line help and documentation are made from this one description.
 *
 * @param <T> what the text becomes
 */
@Value.Immutable
public abstract class Parameter<T> {

    /** The name on the wire; case-sensitive. */
    public abstract String name();

    /** What the parameter is for, and its format: a sentence without the final stop. */
    public abstract String meaning();

    /** Whether a request without it is refused; false by default. */
    @Value.Default
    public boolean required() {
        return false;
    }

    /** Whether it may come several times; false by default. */
    @Value.Default
    public boolean repeatable() {
        return false;
    }

    /** Whether its value is a secret, which no account default may hold and no help text invites onto a command line; false by default. */
    @Value.Default
    public boolean secret() {
        return false;
    }

    /** Whether an account may carry a default for it; true unless it is a secret. Key ids and credentials never are defaults. */
    @Value.Default
    public boolean defaultable() {
        return !secret();
    }

    /** A value that is valid and harmless, for requests to try; every required parameter has one unless it is a secret. */
    public abstract Optional<String> example();

    /** The code for a parameter that is left out though required, or that has an empty value; without it an empty value is -2035. */
    public abstract Optional<ErrorCode> missing();

    /** The code for a value that is given twice; the parser's own codes besides it are {@link #otherCodes}. */
    public abstract ErrorCode invalid();

    /** Further codes that the value can raise, for the documentation. */
    public abstract Set<ErrorCode> otherCodes();

    /** Turns the text into a value or says which rule it breaks. */
    public abstract Function<String, Parsed<T>> parser();

    /** Every code that this parameter can raise. */
    public final ImmutableSet<ErrorCode> codes() {
        ImmutableSet.Builder<ErrorCode> codes = ImmutableSet.builder();
        codes.add(missing().orElse(SharedError.MISSING_VALUE));
        return codes.add(invalid()).addAll(otherCodes()).build();
    }

    @Value.Check
    void check() {
        if (required() && missing().isEmpty()) {
            throw new IllegalStateException(name() + " is required but has no code for being left out");
        }
        if (required() && !secret() && example().isEmpty()) {
            throw new IllegalStateException(name() + " is required but has no example");
        }
        if (secret() && defaultable()) {
            throw new IllegalStateException(name() + " is a secret, so no account may carry a default for it");
        }
        if (required() && repeatable()) {
            throw new IllegalStateException(name() + " is both required and repeatable");
        }
    }

    public static <T> Builder<T> named(String name) {
        return new Builder<T>().name(name);
    }

    public static final class Builder<T> extends ImmutableParameter.Builder<T> {}
}
