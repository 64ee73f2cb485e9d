package org.symbolon.http.openapi;

import com.github.curiousoddman.rgxgen.RgxGen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values made from schemas: of the schema, or of anything. The same seed makes the same values. */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> ODD = List.of(
            "",
            "0",
            "-1",
            "+1",
            "01",
            "1.0",
            "x",
            " ",
            "\u0000",
            "\n",
            "ü🎬",
            "true",
            "null",
            "[]",
            "{}",
            ",",
            "^",
            "^ü",
            "a,b",
            "../..",
            "99999999999999999999",
            "0".repeat(32),
            "g".repeat(32),
            "0".repeat(33),
            "x".repeat(129),
            "%",
            "%zz",
            "<b>",
            "'\"",
            "2020-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+0",
            "+2592001",
            "AAAA,",
            ",AAAA",
            "\u2028");

    private final Described described;
    private final Random random;
    private final Map<String, RgxGen> patterns = new HashMap<>();

    Values(Described described, Random random) {
        this.described = described;
        this.random = random;
    }

    /** A value of a schema; empty if there is none. */
    Optional<JsonNode> of(JsonNode reference) {
        JsonNode schema = described.resolve(reference);
        if (schema.has("not") && schema.size() <= 2) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < 20; attempt++) {
            JsonNode value = make(schema);
            if (described.problems(schema, value).isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** A text that is probably of no schema. */
    String odd() {
        return ODD.get(random.nextInt(ODD.size()));
    }

    private JsonNode make(JsonNode schema) {
        if (schema.has("const")) {
            return schema.get("const");
        } else if (schema.has("enum")) {
            return any(schema.get("enum"));
        } else if (!schema.has("properties") && schema.has("anyOf")) {
            return make(described.resolve(any(schema.get("anyOf"))));
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? any(type).asString() : type.asString("string")) {
            case "integer" -> integer(schema);
            case "array" -> array(schema);
            case "object" -> object(schema);
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(text(schema));
        };
    }

    private JsonNode any(JsonNode array) {
        return array.get(random.nextInt(array.size()));
    }

    private JsonNode integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(1L << 40);
        return NODES.numberNode(
                switch (random.nextInt(3)) {
                    case 0 -> least;
                    case 1 -> most;
                    default -> least + Math.floorMod(random.nextLong(), most - least + 1);
                });
    }

    private String text(JsonNode schema) {
        if (schema.has("pattern")) {
            String pattern = schema.get("pattern").asString();
            return patterns.computeIfAbsent(pattern, RgxGen::parse).generate(random);
        }
        int length = schema.path("minLength").asInt(0)
                + random.nextInt(Math.min(40, schema.path("maxLength").asInt(40)) + 1);
        StringBuilder text = new StringBuilder();
        random.ints(length, ' ', '\u0180').forEach(text::appendCodePoint);
        return text.toString();
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            array.add(make(described.resolve(schema.path("items"))));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        List<JsonNode> parts = new ArrayList<>(List.of(schema));
        if (schema.has("anyOf")) {
            JsonNode way = any(schema.get("anyOf"));
            parts.add(way);
            if (way.has("anyOf")) {
                parts.add(any(way.get("anyOf")));
            }
        }
        schema.path("properties").properties().forEach(property -> {
            boolean required = parts.stream().anyMatch(part -> requires(part, property.getKey()));
            boolean excluded = parts.stream()
                    .anyMatch(part ->
                            part.path("properties").path(property.getKey()).has("not"));
            if (!excluded && (required || random.nextInt(4) == 0)) {
                of(property.getValue()).ifPresent(value -> object.set(property.getKey(), value));
            }
        });
        parts.forEach(part -> part.path("required")
                .forEach(name -> schema.path("patternProperties").properties().stream()
                        .filter(pattern -> name.asString().matches(pattern.getKey()))
                        .forEach(pattern ->
                                of(pattern.getValue()).ifPresent(value -> object.set(name.asString(), value)))));
        return object;
    }

    private static boolean requires(JsonNode schema, String name) {
        return schema.path("required")
                .valueStream()
                .anyMatch(required -> required.asString().equals(name));
    }
}
