package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import org.symbolon.core.keystore.KeyError;
import org.symbolon.core.language.Wording;
import org.symbolon.http.language.LocalText;
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
    public Answer problem(int status, String message, Wording wording) {
        return switch (this) {
            case PAGE -> {
                Optional<LocalText> local = LocalText.of(message, wording);
                yield page(status, message, local.map(LocalText::html)).with(LocalText.headers(local.stream()));
            }
            case OBJECT -> {
                String before = "[" + status + "] ";
                Optional<LocalText> local = LocalText.of(message, wording).map(text -> text.behind(before));
                yield codeAndMessage(status, status, before + message, local);
            }
            case KEY_STORAGE ->
                keyStorage(status < 500 ? KeyError.INVALID_PARAMETERS : KeyError.INTERNAL, status, message, wording);
        };
    }

    /** Tells of an error of the key storage. */
    static Answer keyStorage(KeyError error, int status, String message, Wording wording) {
        return codeAndMessage(status, error.number(), message, LocalText.of(message, wording));
    }

    private static Answer codeAndMessage(int status, int code, String message, Optional<LocalText> local) {
        return Answer.json(status, json -> {
                    json.writeNumberProperty("code", code);
                    json.writeStringProperty("message", message);
                    local.ifPresent(text -> text.writeTo(json));
                })
                .with(LocalText.headers(local.stream()));
    }

    /** Tells of violations: status, code and message are those of the first, and the body lists all of them. */
    public Answer violations(ImmutableList<Violation> violations, Wording wording) {
        ImmutableList<Told> told = violations.stream()
                .map(violation -> new Told(violation, LocalText.of(violation, wording)))
                .collect(ImmutableList.toImmutableList());
        Violation first = violations.get(0);
        int status = first.kind().status();
        Answer answer = this == PAGE
                ? page(status, first.message(), Optional.of(list(told)))
                : Answer.json(status, json -> write(told, json));
        return answer.with(LocalText.headers(told.stream().flatMap(one -> one.local().stream())))
                .withCodes(violations.stream()
                        .map(violation -> violation.code().number())
                        .collect(ImmutableList.toImmutableList()));
    }

    /** A violation, and what is said of it in the language of the caller. */
    private record Told(Violation violation, Optional<LocalText> local) {}

    private static void write(ImmutableList<Told> told, JsonGenerator json) {
        Told first = told.get(0);
        json.writeNumberProperty("code", first.violation().code().number());
        json.writeStringProperty("message", first.violation().message());
        first.local().ifPresent(text -> text.messageAlone().writeTo(json));
        json.writeArrayPropertyStart("errors");
        told.forEach(one -> write(one, json));
        json.writeEndArray();
    }

    private static void write(Told told, JsonGenerator json) {
        Violation violation = told.violation();
        json.writeStartObject();
        json.writeNumberProperty("code", violation.code().number());
        json.writeStringProperty("message", violation.message());
        violation.parameter().ifPresent(name -> json.writeStringProperty("parameter", name));
        json.writeStringProperty("rule", violation.rule());
        told.local().ifPresent(text -> text.writeTo(json));
        json.writeEndObject();
    }

    private static Answer page(int status, String message, Optional<String> more) {
        String body = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$d %2$s</title></head>
                <body>
                <h1>%2$s</h1>
                %3$s
                </body>
                </html>
                """.formatted(status, escape(message), more.orElse(""));
        return Answer.of(status, "text/html; charset=utf-8", body);
    }

    private static String list(ImmutableList<Told> told) {
        return told.stream().map(ErrorShape::item).collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String item(Told told) {
        return "<li>" + escape(told.violation().message()) + "<br>"
                + escape(told.violation().rule())
                + told.local().map(LocalText::html).orElse("") + "</li>";
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
