package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.UrlEscapers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.parameter.Quotation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What goes back to a caller.
 *
 * @param status the status code
 * @param contentType the media type of the body; empty for an answer without a body
 * @param body the body, or its first part
 * @param headers further headers
 * @param codes the error codes that the body tells, for the log
 */
public record Answer(
        int status, String contentType, Part body, ImmutableMap<String, String> headers, ImmutableList<Integer> codes) {
    /** Without a charset: JSON has none, and some clients compare the text. */
    public static final String JSON = "application/json";

    /** The header with the reference under which the log explains a refusal. */
    public static final String REFERENCE = "Error-Reference";

    /** In the way all endpoints write it. */
    private static final String VARY = "vary";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator(",").build();
    private static final int MOST_IGNORED = 32;
    private static final int LONGEST_NAME = 64;

    /**
     * A body, or a part of a long one.
     *
     * @param bytes what to send
     * @param next reads the part that follows, once this one is sent; empty in the last part
     */
    public record Part(Buffer bytes, Optional<Supplier<Future<Part>>> next) {}

    /** A body of several parts, which is sent as fast as the caller reads. */
    public static Answer inParts(int status, String contentType, Part first) {
        return new Answer(status, contentType, first, ImmutableMap.of(), ImmutableList.of());
    }

    public static Answer of(int status, String contentType, Buffer body) {
        return inParts(status, contentType, new Part(body, Optional.empty()));
    }

    public static Answer of(int status, String contentType, String body) {
        return of(status, contentType, Buffer.buffer(body));
    }

    /**
     * An answer in the form of a plug-in.
     *
     * @param usualStatus the status if the plug-in names none
     */
    public static Answer ofPlugin(DrmAnswer answer, int usualStatus) {
        return of(answer.status().orElse(usualStatus), answer.mediaType(), Buffer.buffer(answer.body()));
    }

    /** Status 204: all is well, and there is nothing to say. */
    public static Answer noContent() {
        return of(204, "", Buffer.buffer());
    }

    /** A JSON object with these fields. */
    public static Answer json(int status, Consumer<JsonGenerator> fields) {
        return of(status, JSON, jsonText(json -> {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }));
    }

    /** The JSON values that are written, with commas between them. */
    public static String jsonText(Consumer<JsonGenerator> values) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            values.accept(json);
        }
        return text.toString();
    }

    public Answer with(String header, String value) {
        return with(ImmutableMap.of(header, value));
    }

    /** The same answer with these headers. What it varies by is added to, and every other header replaced. */
    public Answer with(Map<String, String> more) {
        ImmutableMap.Builder<String, String> all =
                ImmutableMap.<String, String>builder().putAll(headers).putAll(more);
        if (headers.containsKey(VARY) && more.containsKey(VARY)) {
            all.put(VARY, more.get(VARY) + ", " + headers.get(VARY));
        }
        return new Answer(status, contentType, body, all.buildKeepingLast(), codes);
    }

    public Answer withCodes(ImmutableList<Integer> told) {
        return new Answer(status, contentType, body, headers, told);
    }

    /**
     * Names the parameters that had no effect. The names are the caller's text, so all but plain characters are
     * percent-encoded, and what could be a key or a secret is cut: logs of proxies may hold headers.
     */
    public Answer ignoring(ImmutableSet<String> names) {
        return names.isEmpty()
                ? this
                : with(
                        "Ignored-Parameters",
                        names.stream().limit(MOST_IGNORED).map(Answer::plain).collect(Collectors.joining(", ")));
    }

    private static String plain(String name) {
        String escaped = UrlEscapers.urlFormParameterEscaper().escape(Quotation.withoutKeys(name));
        return escaped.substring(0, Math.min(LONGEST_NAME, escaped.length()));
    }
}
