package org.symbolon.http.admin;

/**
 * A parameter of a query, or a field of a body or of an answer.
 *
 * @param type {@code text}, {@code number}, {@code flag}, {@code object} or {@code list}
 * @param required whether a request needs it, or an answer always has it
 * @param meaning what it is, with its form, in one sentence without the full stop
 */
public record Field(String name, String type, boolean required, String meaning) {

    static Field required(String name, String type, String meaning) {
        return new Field(name, type, true, meaning);
    }

    static Field optional(String name, String type, String meaning) {
        return new Field(name, type, false, meaning);
    }
}
