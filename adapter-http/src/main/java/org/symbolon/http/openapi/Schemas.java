package org.symbolon.http.openapi;

import java.util.Collection;
import org.symbolon.core.parameter.ValueForm;
import tools.jackson.core.JacksonException;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas (2020-12), which OpenAPI 3.1 takes as they are. */
final class Schemas {
    private static final JsonMapper JSON = new JsonMapper();

    private Schemas() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A reference to what has a name. */
    static ObjectNode ref(String kind, String name) {
        return object().put("$ref", "#/components/" + kind + "/" + name);
    }

    static ObjectNode string() {
        return object().put("type", "string");
    }

    static ObjectNode integer() {
        return object().put("type", "integer");
    }

    static ObjectNode integer(long least, long most) {
        return integer().put("minimum", least).put("maximum", most);
    }

    /** Text of which the whole matches an expression. */
    static ObjectNode matching(String pattern) {
        return string().put("pattern", "^(?:" + pattern + ")$");
    }

    static ObjectNode oneOf(Collection<String> texts) {
        ObjectNode schema = string();
        texts.forEach(schema.putArray("enum")::add);
        return schema;
    }

    static ObjectNode constant(String text) {
        return object().put("const", text);
    }

    /** What nothing is. */
    static ObjectNode nothing() {
        ObjectNode schema = object();
        schema.putObject("not");
        return schema;
    }

    /** A list of what has a schema. */
    static ObjectNode listOf(JsonNode items) {
        ObjectNode schema = object().put("type", "array");
        schema.set("items", items);
        return schema;
    }

    /** An object with these properties of it. */
    static ObjectNode objectOf(ObjectNode properties, String... required) {
        ObjectNode schema = object().put("type", "object");
        schema.set("properties", properties);
        if (required.length > 0) {
            schema.set("required", names(required));
        }
        return schema;
    }

    static ArrayNode names(String... names) {
        ArrayNode array = array();
        for (String name : names) {
            array.add(name);
        }
        return array;
    }

    /** What a text of a form looks like; numbers are integers, as their text in a query is. */
    static ObjectNode of(ValueForm form) {
        if (form.equals(ValueForm.NONE)) {
            return nothing();
        } else if (form.numbers().isPresent()) {
            return integer(
                    form.numbers().get().lowerEndpoint(), form.numbers().get().upperEndpoint());
        } else if (!form.values().isEmpty()) {
            return oneOf(form.values());
        }
        ObjectNode schema = form.pattern().map(Schemas::matching).orElseGet(Schemas::string);
        if (form.least() > 0 && form.pattern().isEmpty()) {
            schema.put("minLength", form.least());
        }
        return form.most() < Integer.MAX_VALUE ? schema.put("maxLength", form.most()) : schema;
    }

    /**
     * A schema that a plug-in wrote.
     *
     * @throws IllegalStateException if it is no JSON object
     */
    static ObjectNode parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode schema) {
                return schema;
            }
        } catch (JacksonException e) {
            throw new IllegalStateException("a plug-in describes a body with a schema that is no JSON: " + json, e);
        }
        throw new IllegalStateException("a plug-in describes a body with a schema that is no object: " + json);
    }

    /** For people, with the same ends of lines on every system. */
    static String indented(ObjectNode document) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        PrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        return JSON.writer().with(printer).writeValueAsString(document) + "\n";
    }
}
