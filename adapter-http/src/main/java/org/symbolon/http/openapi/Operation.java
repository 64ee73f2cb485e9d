package org.symbolon.http.openapi;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A method of a path. */
final class Operation {
    private final ObjectNode node = Schemas.object();
    private final SortedMap<Integer, ObjectNode> answers = new TreeMap<>();

    /**
     * Begins.
     *
     * @param id its name, which no other operation has
     * @param tag the kind of operation
     * @param summary what it does, in a few words
     */
    Operation(String id, String tag, String summary) {
        node.put("operationId", id).put("summary", summary);
        node.putArray("tags").add(tag);
    }

    Operation saying(String description) {
        node.put("description", description);
        return this;
    }

    Operation with(ObjectNode parameter) {
        node.withArrayProperty("parameters").add(parameter);
        return this;
    }

    /** A parameter that has a description of its own. */
    Operation with(String name) {
        return with(Schemas.ref("parameters", name));
    }

    Operation body(ObjectNode body) {
        node.set("requestBody", body);
        return this;
    }

    Operation answer(int status, ObjectNode answer) {
        answers.put(status, answer);
        return this;
    }

    /** The refusals of a kind of endpoint, with or without their bodies. */
    Operation refusals(Problems problems, boolean bodies, int... statuses) {
        for (int status : statuses) {
            answer(status, problems.answer(status, bodies));
        }
        return this;
    }

    /** One of these ways to show who asks is needed. */
    Operation security(String... schemes) {
        ArrayNode any = node.putArray("security");
        for (String scheme : schemes) {
            any.addObject().putArray(scheme);
        }
        return this;
    }

    /** It can be asked without any of them, too. */
    Operation orWithout() {
        node.withArrayProperty("security").addObject();
        return this;
    }

    ObjectNode node() {
        ObjectNode responses = node.putObject("responses");
        answers.forEach((status, answer) -> responses.set(Integer.toString(status), answer));
        return node;
    }

    /** A parameter. */
    static ObjectNode parameter(String place, String name, String meaning, JsonNode schema) {
        ObjectNode parameter = Schemas.object()
                .put("name", name)
                .put("in", place)
                .put("description", meaning)
                .put("required", place.equals("path"));
        parameter.set("schema", schema);
        return parameter;
    }

    /** An answer or a body without content. */
    static ObjectNode described(String description) {
        return Schemas.object().put("description", description);
    }

    /** Adds a form of a body to an answer or a body. */
    static void addContent(ObjectNode to, String mediaType, Optional<? extends JsonNode> schema) {
        ObjectNode content = to.withObjectProperty("content").withObjectProperty(mediaType);
        schema.ifPresent(known -> content.set("schema", known));
    }

    /** Adds headers to an answer. */
    static ObjectNode withHeaders(ObjectNode answer, Headers... headers) {
        for (Headers header : headers) {
            answer.withObjectProperty("headers").set(header.header(), Schemas.ref("headers", header.component()));
        }
        return answer;
    }
}
