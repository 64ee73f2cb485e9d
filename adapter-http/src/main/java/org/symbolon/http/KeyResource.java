package org.symbolon.http;

import java.util.Optional;

/** What there is below {@code /keystore} (key-storage-api, "Operations"). */
enum KeyResource {
    KEYS("/keystore/keys"),
    KEY("/keystore/keys/{kid}"),
    VALUE("/keystore/keys/{kid}/value"),
    COUNT("/keystore/keycount");

    static final String ROOT = "/keystore";
    private static final String BEFORE_NAMES = KEYS.pattern + "/";
    private static final String AFTER_NAMES = "/value";

    private final String pattern;

    KeyResource(String pattern) {
        this.pattern = pattern;
    }

    /** What a path leads to. A slash within a key's name is a part of the name, so only the very end says that its value is meant. */
    static Optional<KeyResource> at(String path) {
        int names = path.length() - BEFORE_NAMES.length();
        if (names > 0 && path.startsWith(BEFORE_NAMES)) {
            return Optional.of(names >= AFTER_NAMES.length() && path.endsWith(AFTER_NAMES) ? VALUE : KEY);
        }
        return path.equals(KEYS.pattern)
                ? Optional.of(KEYS)
                : Optional.of(COUNT).filter(count -> path.equals(count.pattern));
    }

    /** The names of keys in a path that leads here, as they came. */
    String names(String path) {
        return path.substring(BEFORE_NAMES.length(), path.length() - (this == VALUE ? AFTER_NAMES.length() : 0));
    }

    /** What the log calls it. */
    String pattern() {
        return pattern;
    }
}
