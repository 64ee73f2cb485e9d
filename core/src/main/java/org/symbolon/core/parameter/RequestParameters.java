package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a request as they were sent: decoded names and values in their order, not yet interpreted. Names
 * are case-sensitive.
 */
public final class RequestParameters {
    private final Map<String, List<String>> values;

    private RequestParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Begins without parameters. */
    public static Builder builder() {
        return new Builder();
    }

    /** Parameters with one value each. */
    public static RequestParameters of(Map<String, String> parameters) {
        Builder builder = builder();
        parameters.forEach(builder::add);
        return builder.build();
    }

    /** How many values a parameter has. */
    public int count(String name) {
        return given(name).size();
    }

    /** Whether a parameter is given, even with an empty value. */
    public boolean gives(String name) {
        return values.containsKey(name);
    }

    /** The first value of a parameter; only for one that is {@linkplain #gives given}. */
    public String first(String name) {
        return given(name).get(0);
    }

    /** All values of a parameter, in order. */
    public ImmutableList<String> all(String name) {
        return ImmutableList.copyOf(given(name));
    }

    private List<String> given(String name) {
        return values.getOrDefault(name, ImmutableList.of());
    }

    /** All names, each once, in the order of their first values. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The names that are not in {@code known}, each once, in order. */
    public ImmutableSet<String> namesOutside(ImmutableSet<String> known) {
        return known.containsAll(values.keySet())
                ? ImmutableSet.of()
                : Sets.difference(values.keySet(), known).immutableCopy();
    }

    /** The names without the values, which hold keys and other secrets. */
    @Override
    public String toString() {
        return "RequestParameters" + values.keySet();
    }

    /** Collects parameters in their order. A builder is used once. */
    public static final class Builder {
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private int size;

        private Builder() {}

        /** Adds a value; a name may get several. */
        public Builder add(String name, String value) {
            values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            size++;
            return this;
        }

        /** How many values were added so far; adapters limit this number. */
        public int size() {
            return size;
        }

        /** The parameters. */
        public RequestParameters build() {
            return new RequestParameters(values);
        }
    }
}
