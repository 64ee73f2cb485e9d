package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;

/**
 * Reads the parameters of one request by their descriptions and notes every violation, in the order of reading: whoever reads in the
 * order of the interface's tables answers in that order too. Not thread-safe; one request, one reader.
 */
public final class ParameterReader {
    private final RequestParameters request;
    private ImmutableMap<String, String> defaults = ImmutableMap.of();
    private final List<Violation> violations = new ArrayList<>(0);
    private final List<String> ignored = new ArrayList<>(0);

    public ParameterReader(RequestParameters request) {
        this.request = request;
    }

    /** Lets an account's defaults stand in for parameters that the request leaves out, from here on. */
    public void fallBackOn(ImmutableMap<String, String> accountDefaults) {
        this.defaults = accountDefaults;
    }

    /**
     * The value of a parameter that takes one; empty where it is not given or not valid. A parameter that is required but left out, is
     * given twice, is empty, or breaks its rule is a violation.
     */
    public <T> Optional<T> read(Parameter<T> parameter) {
        int count = request.count(parameter.name());
        if (count == 1) {
            return parse(parameter, request.first(parameter.name()));
        }
        if (count > 1) {
            refuse(parameter.invalid(), parameter, "is given " + count + " times; it takes one value");
            return Optional.empty();
        }
        Optional<String> standIn = standIn(parameter);
        if (standIn.isPresent()) {
            return parse(parameter, standIn.get());
        }
        if (parameter.required()) {
            refuse(emptyCode(parameter), parameter, "is required");
        }
        return Optional.empty();
    }

    /** The valid values of a repeatable parameter, in order; each invalid one is a violation. */
    public <T> ImmutableList<T> readAll(Parameter<T> parameter) {
        if (!gives(parameter)) {
            return ImmutableList.of();
        }
        List<String> given = request.gives(parameter.name())
                ? request.all(parameter.name())
                : standIn(parameter).stream().toList();
        return given.stream()
                .map(value -> parse(parameter, value))
                .flatMap(Optional::stream)
                .collect(ImmutableList.toImmutableList());
    }

    /** The account's default, unless the parameter may have none: a credential, a key, a key id. */
    private Optional<String> standIn(Parameter<?> parameter) {
        return Optional.ofNullable(defaults.get(parameter.name())).filter(text -> parameter.defaultable());
    }

    private <T> Optional<T> parse(Parameter<T> parameter, String value) {
        if (value.isEmpty()) {
            refuse(emptyCode(parameter), parameter, "is empty");
            return Optional.empty();
        }
        Parsed<T> parsed = parameter.parser().apply(value);
        if (parsed.isValid()) {
            return Optional.of(parsed.value());
        }
        refuse(parsed.code(), parameter, parsed.rule());
        return Optional.empty();
    }

    private static ErrorCode emptyCode(Parameter<?> parameter) {
        return parameter.missing().orElse(SharedError.MISSING_VALUE);
    }

    /** Whether a parameter is given, by the request or by the account's defaults, valid or not. */
    public boolean gives(Parameter<?> parameter) {
        return request.gives(parameter.name()) || standIn(parameter).isPresent();
    }

    /** Whether a parameter is given with an empty value (which {@link #read} has refused). */
    public boolean givesEmpty(Parameter<?> parameter) {
        return request.gives(parameter.name())
                && request.first(parameter.name()).isEmpty();
    }

    /** Whether the first value given for a parameter is exactly this text: for one that has a meaning only where it says so. */
    public boolean says(Parameter<?> parameter, String value) {
        return request.gives(parameter.name())
                ? request.first(parameter.name()).equals(value)
                : standIn(parameter).filter(value::equals).isPresent();
    }

    /** Notes a violation of a rule about one parameter; {@code rule} goes on after the parameter's name. */
    public void refuse(ErrorCode code, Parameter<?> parameter, String rule) {
        refuse(Violation.of(code, parameter.name(), parameter.name() + " " + rule));
    }

    /** Notes a violation that no single parameter has. */
    public void refuse(Violation violation) {
        violations.add(violation);
    }

    /** Says of a known parameter that it was given to no effect, so that the answer names it beside the unknown ones. */
    public void ignore(Parameter<?> parameter) {
        if (request.gives(parameter.name())) {
            ignored.add(parameter.name());
        }
    }

    /** The violations found so far, in the order of reading. */
    public ImmutableList<Violation> violations() {
        return ImmutableList.copyOf(violations);
    }

    public boolean hasViolations() {
        return !violations.isEmpty();
    }

    /** The names that the request gives to no effect: those not among {@code known}, and those {@link #ignore ignored}. */
    public ImmutableSet<String> ignored(ImmutableSet<String> known) {
        ImmutableSet<String> unknown = request.namesOutside(known);
        return ignored.isEmpty()
                ? unknown
                : ImmutableSet.<String>builder().addAll(unknown).addAll(ignored).build();
    }
}
