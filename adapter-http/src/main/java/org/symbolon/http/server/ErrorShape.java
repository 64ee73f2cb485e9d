package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import java.util.stream.Collectors;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import org.symbolon.core.keystore.KeyError;
import tools.jackson.core.JsonGenerator;

/** The shape in which a caller is told of errors (token-api, "Failure"; key-storage-api). */
public enum ErrorShape {
    /** A small HTML page for people. */
    PAGE,
    /** A JSON object for programs. */
    OBJECT,
    /** The JSON object of the key storage, with its own numbers; violations look as in {@link #OBJECT}. */
    KEY_STORAGE;

    /** The parameter with which a caller chooses between {@link #PAGE} and {@link #OBJECT}. */
    public static final String PARAMETER = "errorFormat";

    public static ErrorShape of(ErrorFormat format) {
        return format == ErrorFormat.JSON ? OBJECT : PAGE;
    }

    /**
     * Tells of an error that has no code in the interface: one of HTTP, or a failure of this service. As a JSON object
     * it has the status for its code, so that clients that parse the object find what they parse.
     */
    public Answer problem(int status, String message) {
        return switch (this) {
            case PAGE -> page(status, message, ImmutableList.of());
            case OBJECT -> codeAndMessage(status, status, "[" + status + "] " + message);
            case KEY_STORAGE ->
                keyStorage(status < 500 ? KeyError.INVALID_PARAMETERS : KeyError.INTERNAL, status, message);
        };
    }

    /** Tells of an error of the key storage. */
    static Answer keyStorage(KeyError error, int status, String message) {
        return codeAndMessage(status, error.number(), message);
    }

    private static Answer codeAndMessage(int status, int code, String message) {
        return Answer.json(status, json -> {
            json.writeNumberProperty("code", code);
            json.writeStringProperty("message", message);
        });
    }

    /** Tells of violations: status, code and message are those of the first, and the body lists all of them. */
    public Answer violations(ImmutableList<Violation> violations) {
        Violation first = violations.get(0);
        int status = first.kind().status();
        Answer answer = this == PAGE ? page(status, first.message(), violations) : object(status, violations);
        return answer.withCodes(violations.stream()
                .map(violation -> violation.code().number())
                .collect(ImmutableList.toImmutableList()));
    }

    private static Answer object(int status, ImmutableList<Violation> violations) {
        return Answer.json(status, json -> {
            json.writeNumberProperty("code", violations.get(0).code().number());
            json.writeStringProperty("message", violations.get(0).message());
            json.writeArrayPropertyStart("errors");
            violations.forEach(violation -> write(violation, json));
            json.writeEndArray();
        });
    }

    private static void write(Violation violation, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("code", violation.code().number());
        json.writeStringProperty("message", violation.message());
        violation.parameter().ifPresent(name -> json.writeStringProperty("parameter", name));
        json.writeStringProperty("rule", violation.rule());
        json.writeEndObject();
    }

    private static Answer page(int status, String message, ImmutableList<Violation> violations) {
        String list = violations.stream().map(ErrorShape::item).collect(Collectors.joining("", "<ul>", "</ul>"));
        String body = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$d %2$s</title></head>
                <body>
                <h1>%2$s</h1>
                %3$s
                </body>
                </html>
                """.formatted(status, escape(message), violations.isEmpty() ? "" : list);
        return Answer.of(status, "text/html; charset=utf-8", body);
    }

    private static String item(Violation violation) {
        return "<li>" + escape(violation.message()) + "<br>" + escape(violation.rule()) + "</li>";
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
