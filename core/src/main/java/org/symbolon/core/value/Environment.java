package org.symbolon.core.value;

import java.util.Optional;
import java.util.stream.Stream;

/** Production or test: authenticators, keys and tokens of one are unknown in the other. */
public enum Environment {
    PRODUCTION("production"),
    TEST("test");

    private final String id;

    Environment(String id) {
        this.id = id;
    }

    /** The name in files, settings and logs: {@code production} or {@code test}. */
    public String id() {
        return id;
    }

    public static Optional<Environment> parse(String id) {
        return Stream.of(values()).filter(e -> e.id().equals(id)).findFirst();
    }
}
