package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.symbolon.core.drm.License;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import tools.jackson.core.JsonGenerator;

/**
 * What goes back to a caller.
 *
 * @param status the status code
 * @param contentType the type of the body
 * @param body the body
 */
record Answer(int status, String contentType, Buffer body) {
    /** Without a charset, which JSON has no use for: some clients compare the text. */
    static final String JSON_TYPE = "application/json";

    private static final String TEXT = "text/plain; charset=utf-8";

    Answer(int status, String contentType, String text) {
        this(status, contentType, Buffer.buffer(text));
    }

    static Answer text(String body) {
        return new Answer(200, TEXT, body);
    }

    /** Text as clients of the key storage want it, who compare its type. */
    static Answer plain(String body) {
        return new Answer(200, "text/plain", body);
    }

    /** A licence, in the manner of its DRM. */
    static Answer license(License license) throws IOException {
        return new Answer(200, license.mediaType(), Buffer.buffer(license.body().read()));
    }

    /** A licence acquisition URL: the body is the URL and nothing else, since clients use the body as the URL. */
    static Answer url(String url) {
        return new Answer(200, "text/uri-list", url);
    }

    /** A refusal of the interface: status, code and message of the first problem, and all problems. */
    static Answer refusal(ImmutableList<Violation> violations, ErrorFormat format) {
        Violation first = violations.get(0);
        int status = first.kind().status();
        return format == ErrorFormat.JSON ? json(status, violations) : page(status, first.message(), violations);
    }

    /** A failure that has no code in the interface. */
    static Answer failure(int status, String message, ErrorFormat format) {
        return format == ErrorFormat.JSON ? json(status, message) : page(status, message, ImmutableList.of());
    }

    private static Answer json(int status, ImmutableList<Violation> violations) {
        return json(status, json -> {
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

    private static Answer json(int status, String message) {
        return json(status, json -> {
            json.writeNumberProperty("status", status);
            json.writeStringProperty("message", message);
        });
    }

    /** A JSON object with these fields. */
    static Answer json(int status, Consumer<JsonGenerator> fields) {
        return new Answer(status, JSON_TYPE, JsonText.object(fields));
    }

    private static Answer page(int status, String message, ImmutableList<Violation> violations) {
        String list = violations.stream().map(Answer::item).collect(Collectors.joining("", "<ul>", "</ul>"));
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
        return new Answer(status, "text/html; charset=utf-8", body);
    }

    private static String item(Violation violation) {
        return "<li>" + escape(violation.message()) + "<br>" + escape(violation.rule()) + "</li>";
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
