package org.symbolon.core.keystore;

import java.util.Optional;
import java.util.stream.Stream;

/** A field of a key object that a caller may set (key-storage-api, "The key object"). */
public enum KeyField {
    KID("kid"),
    K("k"),
    EK("ek"),
    KEK_ID("kekId"),
    INFO("info"),
    CONTENT_ID("contentId"),
    EXPIRATION("expiration");

    private final String wireName;

    KeyField(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON, and in the first line of a CSV file. */
    public String wireName() {
        return wireName;
    }

    /** The field with this name; empty for a field that callers do not set, such as {@code lastUpdate}. */
    public static Optional<KeyField> find(String wireName) {
        return Stream.of(values())
                .filter(field -> field.wireName.equals(wireName))
                .findFirst();
    }
}
