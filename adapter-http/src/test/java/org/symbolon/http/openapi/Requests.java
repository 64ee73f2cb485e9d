package org.symbolon.http.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests made from a description: with its examples, with values of its schemas, and with mistakes. */
final class Requests {
    private static final Escaper QUERY = UrlEscapers.urlFormParameterEscaper();
    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();
    private static final String CALLER = "customerAuthenticator";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final List<String> TYPES = List.of(
            "text/plain", "application/xml", FORM + ";charset=utf-8", "x", "multipart/form-data; boundary=b", "");

    private final Described described;
    private final Random random;
    private final Values values;
    private final Function<Described.Method, String> tokens;

    /**
     * Requests.
     *
     * @param tokens a token that can be redeemed, for who asks with one
     */
    Requests(Described described, long seed, Function<Described.Method, String> tokens) {
        this.described = described;
        this.random = new Random(seed);
        this.values = new Values(described, random);
        this.tokens = tokens;
    }

    /** A part of a request, with where it stands. */
    private record Part(String place, String name, String value) {}

    /**
     * A request.
     *
     * @param lacks whether a parameter that is required was left out
     */
    record Sent(HttpRequest request, boolean lacks, boolean isAsDescribed) {
        @Override
        public String toString() {
            return request.method() + " " + request.uri() + " "
                    + request.headers().map();
        }
    }

    /** A request with every example, and with what is required besides. */
    Sent example(Described.Method method, URI base) {
        return send(method, base, parts(method, true), body(method, true), false, true);
    }

    /** A request with values of their schemas, or with a mistake. */
    Sent generated(Described.Method method, URI base) {
        boolean examples = random.nextInt(4) == 0;
        List<Part> parts = parts(method, examples);
        Optional<Body> body = body(method, examples);
        int mistake = random.nextInt(14);
        boolean lacks = mistake == 0 && lack(method, parts);
        switch (mistake) {
            case 1 -> replace(parts, any -> true);
            case 2 -> replace(parts, part -> part.place().equals("path"));
            case 3 -> parts.add(new Part("query", values.odd(), values.odd()));
            case 4 -> repeat(parts);
            case 5 -> parts.add(new Part("header", "Accept", values.odd().replaceAll("[^ -~]", "*")));
            case 6 -> parts.add(new Part("header", "Origin", "https://player.example"));
            case 7 -> body = Optional.of(new Body(JSON, bytes(values.odd())));
            case 8 -> body = body.map(given -> new Body(TYPES.get(random.nextInt(TYPES.size())), given.bytes()));
            case 9 -> body = body.map(given -> new Body(given.type(), noise(given.bytes())));
            default -> {}
        }
        boolean changed = mistake < 10 && mistake != 5 && mistake != 6;
        return send(method, base, parts, body, lacks, !changed);
    }

    private boolean lack(Described.Method method, List<Part> parts) {
        List<JsonNode> required = method.node()
                .path("parameters")
                .valueStream()
                .map(described::resolve)
                .filter(parameter -> parameter.get("required").asBoolean())
                .filter(parameter -> !parameter.get("in").asString().equals("path"))
                .toList();
        if (required.isEmpty()) {
            return false;
        }
        String name = required.get(random.nextInt(required.size())).get("name").asString();
        parts.removeIf(part -> part.name().equals(name));
        return true;
    }

    private void replace(List<Part> parts, Predicate<Part> which) {
        List<Integer> found = IntStream.range(0, parts.size())
                .filter(i -> which.test(parts.get(i)) && !parts.get(i).place().equals("header"))
                .boxed()
                .toList();
        if (!found.isEmpty()) {
            int index = found.get(random.nextInt(found.size()));
            Part part = parts.get(index);
            String odd = values.odd();
            parts.set(index, new Part(part.place(), part.name(), part.place().equals("path") ? segment(odd) : odd));
        }
    }

    private void repeat(List<Part> parts) {
        List<Part> inQuery =
                parts.stream().filter(part -> part.place().equals("query")).toList();
        if (!inQuery.isEmpty()) {
            Part part = inQuery.get(random.nextInt(inQuery.size()));
            parts.add(new Part(part.place(), part.name(), values.odd()));
        }
    }

    private String noise(String bytes) {
        StringBuilder changed = new StringBuilder(bytes);
        for (int i = 0; i < 3 && !bytes.isEmpty(); i++) {
            changed.setCharAt(random.nextInt(bytes.length()), (char) random.nextInt(256));
        }
        return changed.toString();
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private List<Part> parts(Described.Method method, boolean examples) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode reference : method.node().path("parameters")) {
            JsonNode parameter = described.resolve(reference);
            boolean required = parameter.get("required").asBoolean();
            String name = parameter.get("name").asString();
            String place = parameter.get("in").asString();
            if (name.equals("ExpressPlayToken") && place.equals("query") && (examples || random.nextInt(5) > 0)) {
                parts.add(new Part(place, name, tokens.apply(method)));
            } else if (name.equals(CALLER) && random.nextInt(10) > 0) {
                parts.add(new Part(place, name, parameter.get("example").asString()));
            } else if (examples ? required || parameter.has("example") : required || random.nextInt(4) == 0) {
                Optional.ofNullable(examples ? parameter.get("example") : null)
                        .or(() -> values.of(parameter.get("schema")))
                        .ifPresent(value -> add(parts, parameter, value));
            }
        }
        return parts;
    }

    private static void add(List<Part> parts, JsonNode parameter, JsonNode value) {
        String place = parameter.get("in").asString();
        String name = parameter.get("name").asString();
        if (value.isArray() && place.equals("path")) {
            parts.add(new Part(
                    place,
                    name,
                    value.valueStream().map(item -> segment(item.asString())).collect(Collectors.joining(","))));
        } else if (value.isArray()) {
            value.forEach(item -> parts.add(new Part(place, name, item.asString())));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(entry -> parts.add(
                            new Part(place, entry.getKey(), entry.getValue().asString())));
        } else {
            parts.add(new Part(place, name, place.equals("path") ? segment(value.asString()) : value.asString()));
        }
    }

    private static String segment(String text) {
        return SEGMENT.escape(text).replace(",", "%2C");
    }

    /** A body, a character for each byte, with its type, which is empty for none. */
    private record Body(String type, String bytes) {}

    private Optional<Body> body(Described.Method method, boolean example) {
        JsonNode content = method.node().path("requestBody").path("content");
        if (content.isEmpty() || (!example && random.nextInt(20) == 0)) {
            return Optional.empty();
        }
        List<Map.Entry<String, JsonNode>> forms = List.copyOf(content.properties());
        Map.Entry<String, JsonNode> form = forms.get(example ? 0 : random.nextInt(forms.size()));
        String type = form.getKey().equals("*/*") ? "application/octet-stream" : form.getKey();
        if (!form.getValue().has("schema")) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return Optional.of(new Body(type, new String(bytes, ISO_8859_1)));
        }
        JsonNode schema = described.resolve(form.getValue().get("schema"));
        Optional<JsonNode> value = example
                ? Optional.of(form.getValue().has("example") ? form.getValue().get("example") : exampleOf(schema))
                : values.of(schema);
        value.filter(made -> made.has(CALLER))
                .ifPresent(made -> ((ObjectNode) made)
                        .set(CALLER, schema.get("properties").get(CALLER).get("example")));
        return value.map(made -> new Body(type, bytes(type.equals(FORM) ? encode(made) : made.toString())));
    }

    private static JsonNode exampleOf(JsonNode schema) {
        if (schema.has("examples")) {
            return schema.get("examples").get(0);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.get("properties").properties().stream()
                .filter(property -> property.getValue().has("example"))
                .forEach(property ->
                        object.set(property.getKey(), property.getValue().get("example")));
        return object;
    }

    private static String encode(JsonNode form) {
        List<Part> parts = new ArrayList<>();
        form.properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(item -> parts.add(new Part("", entry.getKey(), item.asString())));
            } else {
                parts.add(new Part("", entry.getKey(), entry.getValue().asString()));
            }
        });
        return pairs(parts);
    }

    private static String pairs(List<Part> parts) {
        return parts.stream()
                .map(part -> QUERY.escape(part.name()) + "=" + QUERY.escape(part.value()))
                .collect(Collectors.joining("&"));
    }

    private static Sent send(
            Described.Method method,
            URI base,
            List<Part> parts,
            Optional<Body> body,
            boolean lacks,
            boolean described) {
        String path = method.path();
        for (Part part : parts) {
            if (part.place().equals("path")) {
                path = path.replace("{" + part.name() + "}", part.value());
            }
        }
        String query = pairs(
                parts.stream().filter(part -> part.place().equals("query")).toList());
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method.name().toUpperCase(Locale.ROOT),
                        body.map(given -> HttpRequest.BodyPublishers.ofString(given.bytes(), ISO_8859_1))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        parts.stream()
                .filter(part -> part.place().equals("header"))
                .forEach(part -> request.header(part.name(), part.value()));
        body.filter(given -> !given.type().isEmpty()).ifPresent(given -> request.header("Content-Type", given.type()));
        return new Sent(request.build(), lacks, described);
    }
}
