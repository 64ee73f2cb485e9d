package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.symbolon.core.error.Explanation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON in records. In ASCII: what a player sent may be quoted in it, and a database may refuse some characters. */
final class RecordJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RecordJson() {}

    static String write(Explanation explanation) {
        return MAPPER.writeValueAsString(MAPPER.createObjectNode()
                .put("rule", explanation.rule())
                .put("expected", explanation.expected())
                .put("got", explanation.got())
                .put("usualCause", explanation.usualCause()));
    }

    static String write(Map<String, String> facts) {
        ObjectNode json = MAPPER.createObjectNode();
        facts.forEach(json::put);
        return MAPPER.writeValueAsString(json);
    }

    /** Throws {@link IllegalArgumentException} at what {@link #write(Explanation)} does not write. */
    static Explanation readExplanation(String text) {
        JsonNode json = read(text);
        return new Explanation(text(json, "rule"), text(json, "expected"), text(json, "got"), text(json, "usualCause"));
    }

    /** Throws {@link IllegalArgumentException} at what {@link #write(Map)} does not write. */
    static ImmutableMap<String, String> readDevice(String text) {
        JsonNode json = read(text);
        ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
        json.propertyNames().forEach(name -> facts.put(name, text(json, name)));
        return facts.buildOrThrow();
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static String text(JsonNode json, String name) {
        try {
            return json.required(name).stringValue();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no text under " + name, e);
        }
    }
}
