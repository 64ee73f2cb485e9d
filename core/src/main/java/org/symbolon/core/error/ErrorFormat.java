package org.symbolon.core.error;

import java.util.Optional;

/**
 * The format in which a caller wants errors ({@code errorFormat}). It is part of the token, because redemption answers
 * in the same format.
 */
public enum ErrorFormat {
    /** A small HTML page for people; the default. */
    HTML("html"),
    /** A JSON object for programs. */
    JSON("json");

    private final String id;

    ErrorFormat(String id) {
        this.id = id;
    }

    /** The value of the parameter: {@code html} or {@code json}. */
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
