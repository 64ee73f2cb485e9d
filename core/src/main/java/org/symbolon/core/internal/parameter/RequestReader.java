package org.symbolon.core.internal.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/** Reads one request: its parameters, its keys, and the violations. Not safe for use by several threads. */
public final class RequestReader implements PolicyRequest {
    private static final ImmutableList<String> ONE_UNNUMBERED_KEY = ImmutableList.of("");

    private final RequestParameters request;
    private final Environment environment;
    private final Instant now;
    private final List<Violation> violations = new ArrayList<>(0);
    private final List<String> ignored = new ArrayList<>(0);
    private ImmutableSet<String> used = ImmutableSet.of();
    private ImmutableMap<String, String> defaults = ImmutableMap.of();
    private ImmutableSet<String> perKeyNames = ImmutableSet.of();
    private ImmutableList<String> suffixes = ONE_UNNUMBERED_KEY;
    private ImmutableList<Optional<KeyId>> kids = ImmutableList.of();

    public RequestReader(RequestParameters request, Environment environment, Instant now) {
        this.request = request;
        this.environment = environment;
        this.now = now;
    }

    /** From now on the account's defaults replace parameters that the request leaves out. */
    public void useDefaults(ImmutableMap<String, String> ofAccount) {
        this.defaults = ofAccount;
    }

    /**
     * Finds out which keys the request numbers (token-api, "Several keys in one token"). A number counts as soon as any
     * per-key parameter has it, so that a level without its key is noticed.
     *
     * @param names the names of the per-key parameters
     */
    public void numberKeys(ImmutableSet<String> names) {
        perKeyNames = names;
        BitSet numbers = new BitSet(DrmRules.MAX_KEYS);
        request.names().forEach(name -> number(name).ifPresent(numbers::set));
        if (!numbers.isEmpty()) {
            suffixes = numbers.stream().mapToObj(number -> "." + number).collect(ImmutableList.toImmutableList());
        }
    }

    /** The number of a per-key parameter's name: 0 to 15 in decimal without leading zeros. */
    private OptionalInt number(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !perKeyNames.contains(name.substring(0, dot))) {
            return OptionalInt.empty();
        }
        String digits = name.substring(dot + 1);
        for (int number = 0; number < DrmRules.MAX_KEYS; number++) {
            if (digits.equals(Integer.toString(number))) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether the request numbers its keys. */
    public boolean hasNumberedKeys() {
        return !suffixes.equals(ONE_UNNUMBERED_KEY);
    }

    /** How many keys the request has, at least 1. */
    public int keyCount() {
        return suffixes.size();
    }

    /** The name of a per-key parameter for one key: {@code kid}, or {@code kid.3} if the keys are numbered. */
    public String nameForKey(int position, Parameter<?> parameter) {
        String suffix = suffixes.get(position);
        return suffix.isEmpty() ? parameter.name() : parameter.name() + suffix;
    }

    /** Keeps the key ids for the plug-in. */
    public void setKids(ImmutableList<Optional<KeyId>> read) {
        this.kids = read;
    }

    @Override
    public ImmutableList<Optional<KeyId>> kids() {
        return kids;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public <T> Optional<T> read(Parameter<T> parameter) {
        return request.gives(parameter.name()) ? readGiven(parameter, parameter.name()) : readDefault(parameter);
    }

    /** The account's default; a violation if there is none for a required parameter. */
    private <T> Optional<T> readDefault(Parameter<T> parameter) {
        Optional<String> text = defaultOf(parameter);
        if (text.isPresent()) {
            return parse(parameter, parameter.name(), text.get());
        }
        if (parameter.required()) {
            refuse(emptyCode(parameter), parameter.name(), "is required");
        }
        return Optional.empty();
    }

    /**
     * The value of a parameter for one key, with neither an unnumbered value nor a default in its place; {@code
     * required} as given.
     */
    public <T> Optional<T> readForKey(int position, Parameter<T> parameter, boolean required) {
        String name = nameForKey(position, parameter);
        if (request.gives(name)) {
            return readGiven(parameter, name);
        }
        if (required) {
            refuse(emptyCode(parameter), name, "is required");
        }
        return Optional.empty();
    }

    @Override
    public <T> ImmutableList<Optional<T>> readForEachKey(Parameter<T> parameter) {
        if (!parameter.perKey()) {
            throw new IllegalArgumentException(parameter.name() + " is not described as a per-key parameter");
        }
        if (!hasNumberedKeys()) {
            return ImmutableList.of(read(parameter));
        }
        boolean forAll = gives(parameter);
        Optional<T> common = forAll ? read(parameter) : Optional.empty();
        ImmutableList.Builder<Optional<T>> values = ImmutableList.builderWithExpectedSize(keyCount());
        for (int position = 0; position < keyCount(); position++) {
            boolean own = request.gives(nameForKey(position, parameter));
            values.add(forAll && !own ? common : readForKey(position, parameter, parameter.required()));
        }
        return values.build();
    }

    private <T> Optional<T> readGiven(Parameter<T> parameter, String name) {
        int count = request.count(name);
        if (count > 1) {
            refuse(parameter.invalid(), name, "is given " + count + " times; it takes one value");
            return Optional.empty();
        }
        return parse(parameter, name, request.first(name));
    }

    @Override
    public <T> ImmutableList<T> readAll(Parameter<T> parameter) {
        if (!gives(parameter)) {
            return ImmutableList.of();
        }
        List<String> given = request.gives(parameter.name())
                ? request.all(parameter.name())
                : defaultOf(parameter).stream().toList();
        return given.stream()
                .flatMap(value -> parse(parameter, parameter.name(), value).stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** The account's default. Credentials, keys and key ids have none, even if the account says so. */
    private Optional<String> defaultOf(Parameter<?> parameter) {
        return Optional.ofNullable(defaults.get(parameter.name())).filter(text -> parameter.defaultable());
    }

    private <T> Optional<T> parse(Parameter<T> parameter, String name, String value) {
        if (value.isEmpty()) {
            refuse(emptyCode(parameter), name, "is empty");
            return Optional.empty();
        }
        Parsed<T> parsed = parameter.parser().apply(value);
        if (parsed.isValid()) {
            return Optional.of(parsed.value());
        }
        refuse(parsed.code(), name, parsed.rule());
        return Optional.empty();
    }

    private static ErrorCode emptyCode(Parameter<?> parameter) {
        return parameter.missing().orElse(SharedError.MISSING_VALUE);
    }

    @Override
    public boolean gives(Parameter<?> parameter) {
        return request.gives(parameter.name()) || defaultOf(parameter).isPresent();
    }

    /** Whether the request gives a per-key parameter for one key. */
    public boolean givesForKey(int position, Parameter<?> parameter) {
        return request.gives(nameForKey(position, parameter));
    }

    /** Whether the request gives a parameter of this name with an empty value, which reading it has refused. */
    public boolean givesEmpty(String name) {
        return request.gives(name) && request.first(name).isEmpty();
    }

    @Override
    public boolean says(Parameter<?> parameter, String value) {
        return request.gives(parameter.name())
                ? request.first(parameter.name()).equals(value)
                : defaultOf(parameter).filter(value::equals).isPresent();
    }

    @Override
    public void refuse(ErrorCode code, Parameter<?> parameter, String rule) {
        refuse(code, parameter.name(), rule);
    }

    @Override
    public void refuseForKey(int position, ErrorCode code, Parameter<?> parameter, String rule) {
        refuse(code, nameForKey(position, parameter), rule);
    }

    private void refuse(ErrorCode code, String name, String rule) {
        refuse(Violation.of(code, name, name + " " + rule));
    }

    @Override
    public void refuse(Violation violation) {
        violations.add(violation);
    }

    @Override
    public void ignore(Parameter<?> parameter) {
        if (request.gives(parameter.name())) {
            ignored.add(parameter.name());
        }
    }

    @Override
    public void ignoreForKey(int position, Parameter<?> parameter) {
        if (givesForKey(position, parameter)) {
            ignored.add(nameForKey(position, parameter));
        } else {
            ignore(parameter);
        }
    }

    /** Notes that a parameter without a description of its own has an effect. */
    public void use(String name) {
        used = ImmutableSet.of(name);
    }

    /** The violations so far, in the order of reading. */
    public ImmutableList<Violation> violations() {
        return ImmutableList.copyOf(violations);
    }

    /** Whether there is a violation. */
    public boolean hasViolations() {
        return !violations.isEmpty();
    }

    /**
     * The names that have no effect: those that are neither in {@code known} nor numbered, and those that were ignored.
     */
    public ImmutableSet<String> ignored(ImmutableSet<String> known) {
        ImmutableSet<String> unknown = request.namesOutside(known);
        if (unknown.isEmpty() && ignored.isEmpty()) {
            return ImmutableSet.of();
        }
        return ImmutableSet.<String>builder()
                .addAll(unknown.stream()
                        .filter(name -> number(name).isEmpty() && !used.contains(name))
                        .iterator())
                .addAll(ignored)
                .build();
    }
}
