package org.symbolon.core.error;

import java.util.Optional;

/**
 * The shape in which a caller wants errors ({@code errorFormat}); part of the token, since redemption answers in it
 * too.
 */
public enum ErrorFormat {
    /** A small page for people; the default. */
    HTML("html"),
    /** An object for programs. */
    JSON("json");

    private final String id;

    ErrorFormat(String id) {
        this.id = id;
    }

    /** The name on the wire: {@code html} or {@code json}. */
    public String id() {
        return id;
    }

    public static Optional<ErrorFormat> parse(String id) {
        return switch (id) {
            case "html" -> Optional.of(HTML);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }
}
