package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a request as they came: names and values in order, decoded, nothing interpreted. Names are case-sensitive and may
 * repeat.
 */
public final class RequestParameters {
    private final Map<String, List<String>> values;

    private RequestParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Parameters that each come once. */
    public static RequestParameters of(Map<String, String> parameters) {
        Builder builder = builder();
        parameters.forEach(builder::add);
        return builder.build();
    }

    /** How often a parameter is given. */
    public int count(String name) {
        return given(name).size();
    }

    /** Whether a parameter is given at all, be it with an empty value. */
    public boolean gives(String name) {
        return values.containsKey(name);
    }

    /** The first value of a parameter that {@link #gives is given}. */
    String first(String name) {
        return given(name).get(0);
    }

    /** All values of a parameter, in order. */
    public ImmutableList<String> all(String name) {
        return ImmutableList.copyOf(given(name));
    }

    private List<String> given(String name) {
        return values.getOrDefault(name, ImmutableList.of());
    }

    /** The names that are given but not among {@code known}, each once, in order. */
    public ImmutableSet<String> namesOutside(ImmutableSet<String> known) {
        return known.containsAll(values.keySet())
                ? ImmutableSet.of()
                : Sets.difference(values.keySet(), known).immutableCopy();
    }

    /** The names only: values hold keys and secrets. */
    @Override
    public String toString() {
        return "RequestParameters" + values.keySet();
    }

    /** Collects parameters in the order in which they come; used once. */
    public static final class Builder {
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private int size;

        private Builder() {}

        public Builder add(String name, String value) {
            values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            size++;
            return this;
        }

        /** How many values were added, for adapters that bound them. */
        public int size() {
            return size;
        }

        public RequestParameters build() {
            return new RequestParameters(values);
        }
    }
}
