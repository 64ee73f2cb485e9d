package org.symbolon.core.internal.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Quotation;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/** Reads one request: its parameters, its keys, and the violations. Not safe for use by several threads. */
public final class RequestReader implements PolicyRequest {
    private final RequestParameters request;
    private final Environment environment;
    private final Instant now;
    private final List<Violation> violations = new ArrayList<>(0);
    private final List<String> ignored = new ArrayList<>(0);
    private ImmutableSet<String> used = ImmutableSet.of();
    private ImmutableMap<String, String> defaults = ImmutableMap.of();
    private KeyNumbers keys = KeyNumbers.NONE;
    private ImmutableList<Optional<KeyId>> kids = ImmutableList.of();
    private boolean persistent;

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
     * Finds out which keys the request numbers (token-api, "Several keys in one token").
     *
     * @param names the names of the per-key parameters
     */
    public void numberKeys(ImmutableSet<String> names) {
        this.keys = KeyNumbers.of(request, names);
    }

    /** Whether the request numbers its keys. */
    public boolean hasNumberedKeys() {
        return keys.any();
    }

    /** How many keys the request has, at least 1. */
    public int keyCount() {
        return keys.count();
    }

    /** The name of a per-key parameter for one key: {@code kid}, or {@code kid.3} if the keys are numbered. */
    public String nameForKey(int position, Parameter<?> parameter) {
        return keys.name(position, parameter.name());
    }

    /** Keeps the key ids for the plug-in. */
    public void setKids(ImmutableList<Optional<KeyId>> read) {
        this.kids = read;
    }

    @Override
    public ImmutableList<Optional<KeyId>> kids() {
        return kids;
    }

    /** Keeps whether the licence may be kept on the device. */
    public void setPersistent(boolean allowed) {
        this.persistent = allowed;
    }

    @Override
    public boolean persistent() {
        return persistent;
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
        if (request.gives(parameter.name())) {
            return readGiven(parameter, parameter.name());
        }
        Optional<String> standIn = defaultOf(parameter);
        return standIn.isPresent()
                ? parse(parameter, parameter.name(), standIn.get())
                : leftOut(parameter, parameter.name(), parameter.required());
    }

    private <T> Optional<T> readGiven(Parameter<T> parameter, String name) {
        if (request.contradictsItself(name)) {
            refuse(parameter.invalid(), parameter, name, "is given with different values; it takes one");
            return Optional.empty();
        }
        return parse(parameter, name, request.first(name));
    }

    private <T> Optional<T> leftOut(Parameter<T> parameter, String name, boolean required) {
        if (required) {
            refuse(emptyCode(parameter), parameter, name, "is required");
        }
        return Optional.empty();
    }

    /**
     * The value of a parameter for one key, with neither an unnumbered value nor a default in its place; {@code
     * required} as given.
     */
    public <T> Optional<T> readForKey(int position, Parameter<T> parameter, boolean required) {
        String name = nameForKey(position, parameter);
        return request.gives(name) ? readGiven(parameter, name) : leftOut(parameter, name, required);
    }

    @Override
    public <T> ImmutableList<Optional<T>> readForEachKey(Parameter<T> parameter) {
        if (!parameter.perKey()) {
            throw new IllegalArgumentException(parameter.name() + " is not described as a per-key parameter");
        }
        if (!hasNumberedKeys()) {
            return ImmutableList.of(read(parameter));
        }
        boolean forAll = gives(parameter) || defaultOf(parameter).isPresent();
        Optional<T> common = forAll ? read(parameter) : Optional.empty();
        ImmutableList.Builder<Optional<T>> values = ImmutableList.builderWithExpectedSize(keyCount());
        for (int position = 0; position < keyCount(); position++) {
            boolean own = givesForKey(position, parameter);
            values.add(forAll && !own ? common : readForKey(position, parameter, parameter.required()));
        }
        return values.build();
    }

    @Override
    public <T> ImmutableList<T> readAll(Parameter<T> parameter) {
        ImmutableList<String> given = request.all(parameter.name());
        Optional<String> standIn = given.isEmpty() ? defaultOf(parameter) : Optional.empty();
        if (given.isEmpty() && standIn.isEmpty()) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<T> values = ImmutableList.builder();
        for (String text : standIn.map(ImmutableList::of).orElse(given)) {
            parse(parameter, parameter.name(), text).ifPresent(values::add);
        }
        return values.build();
    }

    /** The account's default. Credentials, keys and key ids have none, even if the account says so. */
    private Optional<String> defaultOf(Parameter<?> parameter) {
        return parameter.defaultable() ? Optional.ofNullable(defaults.get(parameter.name())) : Optional.empty();
    }

    private <T> Optional<T> parse(Parameter<T> parameter, String name, String value) {
        if (value.isEmpty()) {
            refuse(emptyCode(parameter), parameter, name, "is empty");
            return Optional.empty();
        }
        Parsed<T> parsed = parameter.parser().apply(value);
        if (parsed.isValid()) {
            return Optional.of(parsed.value());
        }
        refuse(parsed.code(), parameter, name, parsed.rule());
        return Optional.empty();
    }

    private static ErrorCode emptyCode(Parameter<?> parameter) {
        return parameter.missing().orElse(SharedError.MISSING_VALUE);
    }

    @Override
    public boolean gives(Parameter<?> parameter) {
        return request.gives(parameter.name());
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
        return gives(parameter)
                ? request.first(parameter.name()).equals(value) && !request.contradictsItself(parameter.name())
                : parameter.defaultable() && value.equals(defaults.get(parameter.name()));
    }

    /** Whether a text repeats a secret that the request sends in another parameter. */
    public boolean repeatsSecret(String text) {
        return MisplacedSecrets.isRepeated(request, text);
    }

    @Override
    public void refuse(ErrorCode code, Parameter<?> parameter, String rule) {
        refuse(code, parameter, parameter.name(), rule);
    }

    @Override
    public void refuseForKey(int position, ErrorCode code, Parameter<?> parameter, String rule) {
        refuse(code, parameter, nameForKey(position, parameter), rule);
    }

    private void refuse(ErrorCode code, Parameter<?> parameter, String name, String rule) {
        Violation violation = Violation.of(code, name, name + " " + rule);
        refuse(code.description().takesDetails() ? withDetails(violation, parameter, name) : violation);
    }

    /** Adds the value, unless it is a secret, or may be one that was typed into the wrong parameter. */
    private Violation withDetails(Violation violation, Parameter<?> parameter, String name) {
        Optional<String> value = request.gives(name) ? Optional.of(request.first(name)) : defaultOf(parameter);
        return value.filter(text -> !text.isEmpty() && !parameter.secret() && !MisplacedSecrets.mayBeIn(text))
                .map(text -> violation.showing(Quotation.plain(text)))
                .orElse(violation);
    }

    @Override
    public void refuse(Violation violation) {
        violations.add(violation);
    }

    @Override
    public void ignore(Parameter<?> parameter) {
        if (gives(parameter)) {
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
                .addAll(Sets.filter(unknown, name -> !keys.isNumbered(name) && !used.contains(name)))
                .addAll(ignored)
                .build();
    }
}
