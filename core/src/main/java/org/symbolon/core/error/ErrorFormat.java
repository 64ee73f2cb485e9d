package org.symbolon.core.error;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The shape in which a caller wants errors ({@code errorFormat}); part of the token, since redemption answers in it too. */
public enum ErrorFormat {
    /** A small page for people; the default. */
    HTML,
    /** An object for programs. */
    JSON;

    /** The name on the wire: {@code html} or {@code json}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ErrorFormat> parse(String id) {
        return Stream.of(values()).filter(format -> format.id().equals(id)).findFirst();
    }
}
