package org.symbolon.core.parameter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a request as they came: names and values in order, decoded, nothing interpreted. Names are case-sensitive and may
 * repeat.
 *
 * <p>Look-ups scan: a request has a dozen parameters, and an adapter bounds how many it takes.
 */
public final class RequestParameters {
    private final List<String> names;
    private final List<String> values;

    private RequestParameters(Builder builder) {
        this.names = builder.names;
        this.values = builder.values;
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
        int count = 0;
        for (String given : names) {
            if (given.equals(name)) {
                count++;
            }
        }
        return count;
    }

    /** Whether a parameter is given at all, be it with an empty value. */
    public boolean gives(String name) {
        return names.contains(name);
    }

    /** The first value of a parameter that {@link #gives is given}. */
    String first(String name) {
        return values.get(names.indexOf(name));
    }

    /** All values of a parameter, in order. */
    public ImmutableList<String> all(String name) {
        ImmutableList.Builder<String> all = ImmutableList.builder();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(values.get(i));
            }
        }
        return all.build();
    }

    /** The names that are given but not among {@code known}, each once, in order. */
    public ImmutableSet<String> namesOutside(ImmutableSet<String> known) {
        ImmutableSet.Builder<String> outside = null;
        for (String name : names) {
            if (!known.contains(name)) {
                outside = outside == null ? ImmutableSet.builder() : outside;
                outside.add(name);
            }
        }
        return outside == null ? ImmutableSet.of() : outside.build();
    }

    /** The names only: values hold keys and secrets. */
    @Override
    public String toString() {
        return "RequestParameters" + names;
    }

    /** Collects parameters in the order in which they come; used once. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>(16);
        private final List<String> values = new ArrayList<>(16);

        private Builder() {}

        public Builder add(String name, String value) {
            names.add(name);
            values.add(value);
            return this;
        }

        /** How many values were added, for adapters that bound them. */
        public int size() {
            return names.size();
        }

        public RequestParameters build() {
            return new RequestParameters(this);
        }
    }
}
