package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Violation;

/**
 * Reads the parameters of one request by their descriptions, and collects the violations in the order of reading. Read
 * parameters in the order of the interface's tables, because violations are answered in the same order. Core implements
 * this interface; it is not safe for use by several threads.
 */
public interface ParameterReader {

    /**
     * The value of a parameter that takes one; empty if it is not given or not valid. An account's default stands in
     * for a value that the request leaves out. It is a violation if a required parameter is left out, and if a value
     * is empty, breaks its rule, or differs from another value of the same parameter.
     */
    <T> Optional<T> read(Parameter<T> parameter);

    /** The valid values of a repeatable parameter, in their order. Each invalid value is a violation. */
    <T> ImmutableList<T> readAll(Parameter<T> parameter);

    /**
     * The value of a {@linkplain Parameter#perKey per-key parameter} for each key of the request, in the order of the
     * keys. A key without a value of its own ({@code name.0}) gets the unnumbered value, or the account's default.
     *
     * @throws IllegalArgumentException if the parameter is not described as a per-key parameter
     */
    <T> ImmutableList<Optional<T>> readForEachKey(Parameter<T> parameter);

    /**
     * Whether the request gives a parameter, with a valid value or not. An account's default does not count, so that it
     * never breaks a rule about which parameters exclude or require each other.
     */
    boolean gives(Parameter<?> parameter);

    /** Whether the value of a parameter, or the account's default for it, is exactly this text. */
    boolean says(Parameter<?> parameter, String value);

    /**
     * Reports a violation of a rule about one parameter.
     *
     * @param rule what follows the name of the parameter in a sentence, such as "must be 1 to 5"; it must hold no
     * secret
     */
    void refuse(ErrorCode code, Parameter<?> parameter, String rule);

    /**
     * Reports a violation of a rule about a per-key parameter of one key. The violation names the numbered parameter if
     * the keys are numbered.
     *
     * @param position the position of the key, from 0
     */
    void refuseForKey(int position, ErrorCode code, Parameter<?> parameter, String rule);

    /** Reports a violation that is not about one parameter. */
    void refuse(Violation violation);

    /** Reports that a parameter was given but has no effect, so that the answer names it like an unknown one. */
    void ignore(Parameter<?> parameter);

    /** Reports that a per-key parameter has no effect for one key; see {@link #ignore}. */
    void ignoreForKey(int position, Parameter<?> parameter);
}
