package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a request as they were sent: decoded names and values in their order, not yet interpreted. Names
 * are case-sensitive.
 */
public final class RequestParameters {
    /** A request has few parameters, so that looking through all names is cheaper than building a map of them. */
    private final List<String> names;

    /** The value of each name, at the same index. */
    private final List<String> values;

    /** {@link #bit} of each name: most names that are not given can be told from it alone. */
    private final long bits;

    private final boolean repeatsNames;

    private RequestParameters(Builder builder) {
        this.names = Collections.unmodifiableList(builder.names);
        this.values = builder.values;
        this.bits = builder.bits;
        this.repeatsNames = builder.repeatsNames;
    }

    private static long bit(String name) {
        return 1L << name.hashCode(); // of which Java takes the lowest six bits
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
        return all(name).size();
    }

    /** Whether a parameter is given, even with an empty value. */
    public boolean gives(String name) {
        return (bits & bit(name)) != 0 && names.contains(name);
    }

    /** The first value of a parameter; only for one that is {@linkplain #gives given}. */
    public String first(String name) {
        return values.get(names.indexOf(name));
    }

    /** Whether a parameter is given with two values that are not the same. */
    public boolean contradictsItself(String name) {
        if (!repeatsNames) {
            return false;
        }
        int first = names.indexOf(name);
        for (int i = names.size() - 1; i > first; i--) {
            if (names.get(i).equals(name) && !values.get(i).equals(values.get(first))) {
                return true;
            }
        }
        return false;
    }

    /** All values of a parameter, in order. */
    public ImmutableList<String> all(String name) {
        if (!gives(name)) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<String> all = ImmutableList.builder();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(values.get(i));
            }
        }
        return all.build();
    }

    /** The name of every value, in order; a name with several values is there several times. */
    public List<String> names() {
        return names;
    }

    /** The names that are not in {@code known}, each once, in order. */
    public ImmutableSet<String> namesOutside(ImmutableSet<String> known) {
        if (known.containsAll(names)) {
            return ImmutableSet.of();
        }
        ImmutableSet.Builder<String> outside = ImmutableSet.builder();
        for (String name : names) {
            if (!known.contains(name)) {
                outside.add(name);
            }
        }
        return outside.build();
    }

    /** The names without the values, which hold keys and other secrets. */
    @Override
    public String toString() {
        return "RequestParameters" + ImmutableSet.copyOf(names);
    }

    /** Collects parameters in their order. A builder is used once. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private long bits;
        private boolean repeatsNames;

        private Builder() {}

        /** Adds a value; a name may get several. */
        public Builder add(String name, String value) {
            long bit = bit(name);
            repeatsNames |= (bits & bit) != 0 && names.contains(name);
            bits |= bit;
            names.add(name);
            values.add(value);
            return this;
        }

        /** How many values were added so far; adapters limit this number. */
        public int size() {
            return names.size();
        }

        /** The parameters. */
        public RequestParameters build() {
            return new RequestParameters(this);
        }
    }
}
