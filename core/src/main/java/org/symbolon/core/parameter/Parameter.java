package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.immutables.value.Value;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;

/**
 * The description of one parameter. Validation, command-line help and documents are made from it.
 *
 * @param <T> the type of the parsed value
 */
@Value.Immutable
public abstract class Parameter<T> {

    /** The name in requests; case-sensitive. */
    public abstract String name();

    /** What the parameter is for, and its format: one sentence without the full stop at its end. */
    public abstract String meaning();

    /** Whether a request without it is refused; false by default. */
    @Value.Default
    public boolean required() {
        return false;
    }

    /** Whether it may be given several times; false by default. */
    @Value.Default
    public boolean repeatable() {
        return false;
    }

    /**
     * Whether a request for several keys may give a value for each key, as {@code name.0}, {@code name.1} and so on;
     * false by default. Read it with {@link ParameterReader#readForEachKey}.
     */
    @Value.Default
    public boolean perKey() {
        return false;
    }

    /**
     * Whether its value is a secret; false by default. An account must have no default for it, and help texts warn
     * against writing it on a command line.
     */
    @Value.Default
    public boolean secret() {
        return false;
    }

    /**
     * Whether an account may have a default for it; true unless it is a secret. Key ids and credentials never have one.
     */
    @Value.Default
    public boolean defaultable() {
        return !secret();
    }

    /** The form of its values, for documents that programs read; any text by default. */
    @Value.Default
    public ValueForm form() {
        return ValueForm.TEXT;
    }

    /** A valid and harmless value, for example requests. Every required parameter that is not a secret has one. */
    public abstract Optional<String> example();

    /**
     * The value for accounts that accept requests without this required parameter; empty if there is none that suits
     * every request. It is the mildest rule, so that licences work on every device.
     */
    public abstract Optional<String> lenientDefault();

    /**
     * The code for a required parameter that is left out, and for an empty value; without it an empty value is -2035.
     */
    public abstract Optional<ErrorCode> missing();

    /**
     * The code for two different values of a parameter that takes one. Other codes of the parser are listed in {@link
     * #otherCodes}.
     */
    public abstract ErrorCode invalid();

    /** Further codes that the parser can return, for the documents. */
    public abstract Set<ErrorCode> otherCodes();

    /** Turns the text, which is never empty, into a value, or says which rule it breaks. */
    public abstract Function<String, Parsed<T>> parser();

    /** Every code that this parameter can cause. */
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
        if (lenientDefault().isPresent() && !defaultable()) {
            throw new IllegalStateException(
                    name() + " has a lenient default, but no account may have a default for it");
        }
        if (required() && repeatable()) {
            throw new IllegalStateException(name() + " is both required and repeatable");
        }
        if (perKey() && repeatable()) {
            throw new IllegalStateException(name() + " is both per key and repeatable");
        }
    }

    /** Begins the description of a parameter of this name. */
    public static <T> Builder<T> named(String name) {
        return new Builder<T>().name(name);
    }

    public static final class Builder<T> extends ImmutableParameter.Builder<T> {}
}
