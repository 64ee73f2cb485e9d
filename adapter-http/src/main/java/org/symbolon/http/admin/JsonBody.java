package org.symbolon.http.admin;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.symbolon.http.management.ManagementRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a JSON object. No message repeats a value, because it may be a secret.
 *
 * @param path where the object is, with a dot at the end; empty for the body itself
 */
record JsonBody(JsonNode node, String path) {
    private static final int DEEPEST = 10;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads a body, which has fields of the route and no others. An empty one has none. */
    static JsonBody read(ManagementRequest request, AdminRoute route) {
        JsonBody body = new JsonBody(node(request), "");
        ImmutableSet<String> known = route.body().stream().map(Field::name).collect(ImmutableSet.toImmutableSet());
        body.names().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw AdminRefusal.invalid(
                    "body", "has a field that is none here; the fields are " + String.join(", ", known));
        });
        route.body().stream()
                .filter(field -> field.required() && !body.has(field.name()))
                .findFirst()
                .ifPresent(field -> {
                    throw AdminRefusal.invalid(field.name(), "is needed");
                });
        return body;
    }

    private static JsonNode node(ManagementRequest request) {
        if (request.body().length == 0) {
            return MAPPER.createObjectNode();
        }
        boolean json = request.header("Content-Type")
                .filter(type -> type.startsWith(AdminSite.JSON))
                .isPresent();
        if (!json) {
            throw new AdminRefusal(415, "unsupported-media-type", "Content-Type", "must be " + AdminSite.JSON);
        }
        try {
            JsonNode node = MAPPER.readTree(request.body());
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // The message of Jackson may quote the body.
            throw AdminRefusal.invalid("body", "is not JSON, or has a field twice");
        }
        throw AdminRefusal.invalid("body", "must be a JSON object");
    }

    Stream<String> names() {
        return node.propertyNames().stream();
    }

    boolean has(String name) {
        return node.has(name);
    }

    private AdminRefusal refusal(String name, String rule) {
        return AdminRefusal.invalid(path + name, rule);
    }

    private Optional<JsonNode> find(String name) {
        return Optional.ofNullable(node.get(name));
    }

    /** A text; empty if it is not there. */
    Optional<String> text(String name) {
        return find(name).map(found -> {
            if (!found.isString()) {
                throw refusal(name, "must be text");
            }
            return found.stringValue();
        });
    }

    /** A text that can be parsed. */
    <T> Optional<T> text(String name, Function<String, Optional<T>> parse, String rule) {
        return text(name).map(text -> parse.apply(text).orElseThrow(() -> refusal(name, rule)));
    }

    /** A text, or null, which is an empty text here; empty if it is not there. */
    Optional<Optional<String>> textOrNull(String name) {
        return isNull(name) ? Optional.of(Optional.empty()) : text(name).map(Optional::of);
    }

    boolean isObject(String name) {
        return find(name).filter(JsonNode::isObject).isPresent();
    }

    boolean isNull(String name) {
        return find(name).filter(JsonNode::isNull).isPresent();
    }

    /** A whole number; empty if it is not there. */
    Optional<Long> number(String name) {
        return find(name).map(found -> {
            if (!found.isIntegralNumber() || !found.canConvertToLong()) {
                throw refusal(name, "must be a whole number");
            }
            return found.longValue();
        });
    }

    /** A flag; false if it is not there. */
    boolean flag(String name) {
        return find(name)
                .map(found -> {
                    if (!found.isBoolean()) {
                        throw refusal(name, "must be true or false");
                    }
                    return found.booleanValue();
                })
                .orElse(false);
    }

    /** A list of texts that can be parsed; empty if it is not there. */
    <T> Optional<ImmutableList<T>> texts(String name, Function<String, Optional<T>> parse, String rule) {
        return find(name).map(found -> {
            if (!found.isArray()) {
                throw refusal(name, "must be a list");
            }
            return found.valueStream()
                    .map(each -> Optional.of(each)
                            .filter(JsonNode::isString)
                            .flatMap(text -> parse.apply(text.stringValue()))
                            .orElseThrow(() -> refusal(name, rule)))
                    .collect(ImmutableList.toImmutableList());
        });
    }

    /** The fields of an object, by name; none if it is not there. */
    Stream<Map.Entry<String, JsonBody>> objects(String name) {
        return object(name).stream()
                .flatMap(object -> object.names()
                        .map(each -> Map.entry(each, object.object(each).orElseThrow())));
    }

    /** An object; empty if it is not there. */
    Optional<JsonBody> object(String name) {
        return find(name).map(found -> {
            if (!found.isObject()) {
                throw refusal(name, "must be an object");
            }
            return new JsonBody(found, path + name + ".");
        });
    }
}
