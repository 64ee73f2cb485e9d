package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.keystore.KeyError;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The refusals of a kind of endpoint: for each status the codes that there can be, the forms, and the headers. */
final class Problems {
    /** Of every endpoint. */
    static final int[] ALWAYS = {400, 405, 414, 417, 431, 500, 503, 505};

    private static final ImmutableMap<Integer, String> MEANINGS = ImmutableMap.<Integer, String>builder()
            .put(400, "The request breaks a rule, or is no HTTP that can be read.")
            .put(401, "It is not known who asks, or they may not.")
            .put(403, "There is no room for another key, or a client certificate is required here.")
            .put(404, "There is nothing at this URL, or no service at this host.")
            .put(405, "The path has other methods, which Allow names.")
            .put(408, "The body did not arrive in time.")
            .put(413, "The body is too long.")
            .put(414, "The request line is too long.")
            .put(415, "The body has another type, or is compressed.")
            .put(417, "The only expectation that can be met is 100-continue.")
            .put(429, "The account or the address asks too often; the same request may succeed after Retry-After.")
            .put(431, "The headers are too long, or more than 128.")
            .put(500, "The service failed; the log has the cause under the reference.")
            .put(502, "Another service, which this one calls, refused or failed.")
            .put(503, "Too much waits for an answer, or a store does not answer; try again.")
            .put(505, "The version of HTTP is neither 1.1 nor 1.0.")
            .buildOrThrow();

    /** How a kind of endpoint tells of errors. */
    enum Shape {
        /** HTML, or JSON where it is asked for. */
        CHOSEN,
        /** JSON alone. */
        JSON,
        /** JSON with the numbers of the key storage. */
        KEY_STORAGE
    }

    private final String name;
    private final Shape shape;
    private final ImmutableList<ErrorCode> codes;
    private final ObjectNode components;
    private ImmutableSet<Headers> headers = ImmutableSet.of();
    private ImmutableSet<String> ownForms = ImmutableSet.of();

    /**
     * Refusals.
     *
     * @param name of the kind of endpoint
     * @param codes that there can be
     * @param components where answers are described once
     */
    Problems(String name, Shape shape, ImmutableList<ErrorCode> codes, ObjectNode components) {
        this.name = name;
        this.shape = shape;
        this.codes = codes;
        this.components = components;
    }

    /** The headers that every one of them can have. */
    Problems headers(Headers... ofEvery) {
        headers = ImmutableSet.copyOf(ofEvery);
        return this;
    }

    /** The media types in which the DRM refuses itself. */
    Problems ownForms(Set<String> mediaTypes) {
        ownForms = ImmutableSet.copyOf(mediaTypes);
        return this;
    }

    /**
     * The description of a refusal.
     *
     * @param body whether it has one, which the answer to HEAD has not
     */
    ObjectNode answer(int status, boolean body) {
        String component = name + "-" + status + (body ? "" : "-head");
        ObjectNode responses = components.withObjectProperty("responses");
        if (!responses.has(component)) {
            responses.set(component, describe(status, body));
        }
        return Schemas.ref("responses", component);
    }

    private ObjectNode describe(int status, boolean body) {
        ImmutableList<ErrorCode> ofStatus = codes.stream()
                .filter(code ->
                        code.kind().status() == status || (status == 503 && code == SharedError.KEY_STORAGE_FAILED))
                .collect(ImmutableList.toImmutableList());
        ObjectNode answer = Operation.withHeaders(
                Operation.described(Objects.requireNonNull(MEANINGS.get(status))), headers(status));
        if (body) {
            Operation.addContent(answer, "application/json", Optional.of(schema(status, ofStatus)));
            // A line that is too long is not read, so nobody knows whose shape is expected; a fault has the plainest.
            if (shape == Shape.CHOSEN || status == 414 || status == 500) {
                Operation.addContent(answer, "text/html", Optional.of(Schemas.string()));
            }
            ownForms.forEach(type -> Operation.addContent(answer, type, Optional.empty()));
        }
        return answer;
    }

    private Headers[] headers(int status) {
        ImmutableSet.Builder<Headers> all = ImmutableSet.<Headers>builder().addAll(headers);
        switch (status) {
            case 401 -> all.add(Headers.WWW_AUTHENTICATE, Headers.ERROR_REFERENCE);
            case 405 -> all.add(Headers.ALLOW);
            case 429 -> all.add(Headers.RETRY_AFTER);
            case 503 -> all.add(Headers.RETRY_AFTER_MAYBE, Headers.ERROR_REFERENCE);
            case 400, 500, 502 -> all.add(Headers.ERROR_REFERENCE);
            default -> {}
        }
        return all.build().toArray(Headers[]::new);
    }

    /** A problem whose code is one of those of its status, or the status itself, if it is one of HTTP. */
    private ObjectNode schema(int status, ImmutableList<ErrorCode> ofStatus) {
        Set<Integer> numbers = new TreeSet<>();
        ofStatus.forEach(code -> numbers.add(code.number()));
        if (shape == Shape.KEY_STORAGE) {
            numbers.add(status < 500 ? KeyError.INVALID_PARAMETERS.number() : KeyError.INTERNAL.number());
            for (KeyError error : KeyError.values()) {
                if (error.status() == status) {
                    numbers.add(error.number());
                }
            }
        } else {
            numbers.add(status);
        }
        ObjectNode code = Schemas.integer();
        numbers.forEach(code.putArray("enum")::add);
        ObjectNode schema = Schemas.object();
        ArrayNode both = schema.putArray("allOf").add(Schemas.ref("schemas", "Problem"));
        both.addObject().putObject("properties").set("code", code);
        return schema;
    }
}
