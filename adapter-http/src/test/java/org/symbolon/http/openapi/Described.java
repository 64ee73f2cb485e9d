package org.symbolon.http.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.symbolon.http.RawAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a service says of itself in OpenAPI, and whether its answers keep to it. */
public final class Described {
    static final JsonMapper JSON = new JsonMapper();

    private static final String PLACE = "https://description.test/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new HashMap<>();

    public Described(String text) {
        this.document = JSON.readTree(text);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(PLACE, text)));
    }

    /** A method of a path. */
    record Method(String path, String name, JsonNode node) {
        String id() {
            return node.get("operationId").asString();
        }
    }

    /** An answer, by whatever client it came. */
    record Answered(int status, Function<String, Optional<String>> headers, String body) {
        static Answered of(HttpResponse<String> answer) {
            return new Answered(answer.statusCode(), answer.headers()::firstValue, answer.body());
        }

        static Answered of(RawAnswer answer) {
            return new Answered(answer.status(), answer::header, answer.text());
        }

        Optional<String> header(String name) {
            return headers.apply(name);
        }
    }

    JsonNode document() {
        return document;
    }

    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> !entry.getKey().equals("servers"))
                        .forEach(entry -> methods.add(new Method(path.getKey(), entry.getKey(), entry.getValue()))));
        return methods;
    }

    /** The methods of a path, as {@code Allow} names them. */
    Set<String> methods(String path) {
        return document.get("paths").get(path).propertyNames().stream()
                .filter(name -> !name.equals("servers"))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is meant, where it is only referred to. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").asString().substring(1));
        }
        if (resolved.isMissingNode()) {
            throw new AssertionError("there is no " + node);
        }
        return resolved;
    }

    /** What is wrong with a value; nothing if it is of its schema. */
    List<Error> problems(JsonNode schema, JsonNode value) {
        String text = schema.toString().replace("\"#/components", "\"" + PLACE + "#/components");
        return schemas.computeIfAbsent(text, made -> registry.getSchema(JSON.readTree(made)))
                .validate(value);
    }

    /**
     * What the document does not say of an answer.
     *
     * @param path without a query
     * @return nothing for a method that is not described, if that was refused
     */
    public List<String> undescribed(String path, String method, HttpResponse<String> answer) {
        Optional<Method> described = methods().stream()
                .filter(each -> path.matches(each.path().replaceAll("\\{[a-z]+}", "[^/]*")))
                .filter(each -> each.name().equals(method.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (described.isEmpty()) {
            return answer.statusCode() < 400 ? List.of("there is no " + method + " " + path) : List.of();
        }
        return undescribed(described.get(), Answered.of(answer));
    }

    /** What the document does not say of an answer. */
    List<String> undescribed(Method method, Answered answer) {
        JsonNode described = method.node().get("responses").get(Integer.toString(answer.status()));
        if (described == null) {
            return List.of("the status " + answer.status());
        }
        List<String> problems = new ArrayList<>();
        JsonNode resolved = resolve(described);
        resolved.path("headers").properties().forEach(header -> checkHeader(header, answer, problems));
        checkBody(resolved.path("content"), answer, problems);
        return problems;
    }

    private void checkHeader(Map.Entry<String, JsonNode> header, Answered answer, List<String> problems) {
        JsonNode described = resolve(header.getValue());
        Optional<String> value = answer.header(header.getKey());
        if (value.isEmpty()) {
            if (described.path("required").asBoolean(false)) {
                problems.add("no header " + header.getKey());
            }
            return;
        }
        JsonNode schema = described.get("schema");
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode read = schema.path("type").asString("").equals("integer")
                ? nodes.numberNode(Long.parseLong(value.get()))
                : nodes.stringNode(value.get());
        problems(schema, read).forEach(error -> problems.add("the header " + header.getKey() + ": " + error));
    }

    private void checkBody(JsonNode content, Answered answer, List<String> problems) {
        String type = answer.header("content-type").orElse("").split(";", 2)[0];
        boolean empty = answer.body().isEmpty();
        if (content.isEmpty()) {
            if (!empty) {
                problems.add("a body of " + type);
            }
            return;
        }
        JsonNode described = content.has(type) ? content.get(type) : content.get("*/*");
        if (described == null) {
            problems.add("the type " + type + " for status " + answer.status());
            return;
        }
        if (described.has("schema")) {
            String text = answer.body();
            try {
                JsonNode value = type.equals("application/json")
                        ? JSON.readTree(text)
                        : JsonNodeFactory.instance.stringNode(text);
                problems(described.get("schema"), value).forEach(error -> problems.add(error + " in " + text));
            } catch (JacksonException e) {
                problems.add("no JSON: " + text);
            }
        }
    }
}
