package org.symbolon.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value that people and programs read differently.
 *
 * @param json the value in JSON; an empty Optional is {@code null}
 * @param text the value in text
 */
record Shown(@JsonValue Object json, String text) {

    /** A balance of tokens; without one, there is no limit. */
    static Shown balance(OptionalLong tokens) {
        return tokens.isPresent()
                ? new Shown(tokens.getAsLong(), Long.toString(tokens.getAsLong()))
                : new Shown(Optional.empty(), "unlimited");
    }
}
