package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.BodyForm;
import org.symbolon.core.parameter.BodyForm.Use;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.http.token.TokenEndpoint;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for tokens of a DRM, from the descriptions of its parameters. */
final class TokenPaths {
    private static final String KID = "kid";
    private static final String KEK = "kek";
    private static final String EK = "ek";
    private static final String CONTENT_KEY = "contentKey";
    private static final String URI_LIST = "text/uri-list";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String HTTPS = "useHttps";

    /** For secrets, whose descriptions have none. */
    private static final ImmutableMap<String, String> EXAMPLES =
            ImmutableMap.of(Access.ACCOUNT, Access.EXAMPLE, CONTENT_KEY, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");

    private static final String HTTPS_MEANING =
            "With true or 1 the licence URL begins with https, if the service was asked over https";

    private final OpenApi document;
    private final DrmDescription drm;
    private final Problems problems;

    TokenPaths(OpenApi document, DrmDescription drm) {
        this.document = document;
        this.drm = drm;
        this.problems = new Problems(
                        drm.id() + "-token", Problems.Shape.CHOSEN, codes(document, drm), document.components())
                .headers(Headers.IGNORED_PARAMETERS);
    }

    /** Those of every DRM, and its own: a plug-in may refuse with any of them. */
    static ImmutableList<ErrorCode> codes(OpenApi document, DrmDescription drm) {
        ImmutableList<ErrorCode> ofOthers = document.drms().all().stream()
                .filter(other -> !other.id().equals(drm.id()))
                .flatMap(other -> other.errorCodes().stream())
                .collect(ImmutableList.toImmutableList());
        return document.drms().errorCodes().stream()
                .filter(code -> !ofOthers.contains(code))
                .collect(ImmutableList.toImmutableList());
    }

    void add() {
        String path = TokenEndpoint.path(drm.id());
        String name = drm.id() + "-token-request";
        document.components().withObjectProperty("schemas").set(name, request());
        Operation get = operation("get").security(Access.ACCOUNT);
        drm.parameters().forEach(parameter -> get.with(inQuery(parameter)));
        get.with(Operation.parameter("query", HTTPS, HTTPS_MEANING, Schemas.string()));
        document.add(path, "get", get);
        ObjectNode body = Operation.described("The parameters. Each may stand in the query instead, if not in both with"
                        + " different values. A body without a type is read as a form.")
                .put("required", true);
        Operation.addContent(body, FORM, Optional.of(Schemas.ref("schemas", name)));
        document.add(path, "post", operation("post").body(body).refusals(problems, true, 408, 413, 415));
    }

    private Operation operation(String method) {
        return new Operation(method + "-" + drm.id() + "-token", "Tokens", "Issues a token of " + drm.displayName())
                .saying("Errors are a page of HTML, or JSON with errorFormat=json. The key is given by contentKey, by"
                        + " kek with ek, or by kek with the kid of a stored key; the form of POST says which exclude"
                        + " each other." + severalKeys())
                .answer(200, success())
                .refusals(problems, true, 401, 404, 429)
                .refusals(problems, true, Problems.ALWAYS);
    }

    private String severalKeys() {
        return drm.rules().maxKeys() == 1
                ? ""
                : " A token can hold up to %d keys: %s then have numbers, %s.0 to %s.%d, and no name without one."
                        .formatted(
                                drm.rules().maxKeys(),
                                String.join(", ", drm.perKeyNames()),
                                KID,
                                KID,
                                DrmRules.MAX_KEYS - 1);
    }

    private ObjectNode success() {
        ObjectNode answer = Operation.withHeaders(
                Operation.described("The licence acquisition URL and nothing else, not even a line end."),
                Headers.IGNORED_PARAMETERS);
        List<BodyForm> own = drm.bodies(Use.TOKEN);
        own.forEach(form ->
                Operation.addContent(answer, form.mediaType(), form.schema().map(Schemas::parse)));
        if (own.isEmpty()) {
            Operation.addContent(
                    answer,
                    URI_LIST,
                    Optional.of(Schemas.matching("https?://[^?]+\\?" + Access.TOKEN + "=[A-Za-z0-9_-]+")));
        }
        return answer;
    }

    private static ObjectNode inQuery(Parameter<?> parameter) {
        ObjectNode described = Operation.parameter("query", parameter.name(), meaning(parameter), schema(parameter))
                .put("required", isAlwaysRequired(parameter));
        example(parameter).ifPresent(example -> putExample(described, parameter, example));
        return described;
    }

    private static void putExample(ObjectNode described, Parameter<?> parameter, String example) {
        if (parameter.form().numbers().isPresent()) {
            described.put("example", Long.parseLong(example));
        } else {
            described.put("example", example);
        }
    }

    /** Those of required ones make a request that succeeds. */
    private static Optional<String> example(Parameter<?> parameter) {
        return Optional.ofNullable(EXAMPLES.get(parameter.name()))
                .or(() -> parameter.example().filter(example -> parameter.required()));
    }

    /** Where an account usually has a default, a request without the parameter is as good. */
    private static boolean isAlwaysRequired(Parameter<?> parameter) {
        return parameter.required() && parameter.lenientDefault().isEmpty();
    }

    private static String meaning(Parameter<?> parameter) {
        String codes = parameter.codes().stream()
                .map(code -> Integer.toString(code.number()))
                .sorted()
                .collect(Collectors.joining(", ", "Refused with ", "."));
        String presence = parameter.required() && parameter.lenientDefault().isPresent()
                ? " Required where the account has no default for it."
                : "";
        return parameter.meaning() + "." + presence + " " + codes;
    }

    private static ObjectNode schema(Parameter<?> parameter) {
        ObjectNode one = Schemas.of(parameter.form());
        return parameter.repeatable() ? Schemas.listOf(one) : one;
    }

    /** The form of a request: which parameters there are, and which of those for keys go together. */
    private ObjectNode request() {
        ObjectNode properties = Schemas.object();
        ObjectNode numbered = Schemas.object();
        for (Parameter<?> parameter : drm.parameters()) {
            ObjectNode schema = schema(parameter).put("description", meaning(parameter));
            example(parameter).ifPresent(example -> putExample(schema, parameter, example));
            properties.set(parameter.name(), schema);
            if (parameter.perKey() && drm.rules().maxKeys() > 1) {
                numbered.set(
                        "^" + parameter.name().replace(".", "\\.") + "\\.([0-9]|1[0-5])$",
                        Schemas.of(parameter.form()));
            }
        }
        properties.set(HTTPS, Schemas.string().put("description", HTTPS_MEANING));
        String[] required = drm.parameters().stream()
                .filter(parameter -> isAlwaysRequired(parameter) && !parameter.perKey())
                .map(Parameter::name)
                .toArray(String[]::new);
        ObjectNode schema = Schemas.objectOf(properties, required);
        if (!numbered.isEmpty()) {
            schema.set("patternProperties", numbered);
        }
        ArrayNode ways = schema.putArray("anyOf");
        keys().forEach(ways::add);
        return schema;
    }

    /** The ways in which a request gives its keys. */
    private ImmutableList<ObjectNode> keys() {
        DrmRules rules = drm.rules();
        String[] named = rules.kidRequired() ? new String[] {KID} : new String[0];
        ImmutableList.Builder<ObjectNode> ways = ImmutableList.builder();
        ways.add(way("A content key", List.of(KEK, EK), concat(named, CONTENT_KEY)));
        ways.add(way(
                "A wrapped key",
                rules.kidBesideWrappedKey() ? List.of(CONTENT_KEY) : List.of(CONTENT_KEY, KID),
                concat(named, KEK, EK)));
        ways.add(way("A stored key", List.of(CONTENT_KEY, EK), KID, KEK));
        ways.add(way("A stored key, under a KEK that is kept for the account", List.of(CONTENT_KEY, EK, KEK), KID));
        if (rules.maxKeys() > 1) {
            ObjectNode several = way("Several keys", List.of(KID, CONTENT_KEY, EK));
            ArrayNode any = several.putArray("anyOf");
            IntStream.range(0, DrmRules.MAX_KEYS)
                    .forEach(number -> any.addObject().putArray("required").add(KID + "." + number));
            ways.add(several);
        }
        return ways.build();
    }

    private static String[] concat(String[] first, String... more) {
        return IntStream.range(0, first.length + more.length)
                .mapToObj(i -> i < first.length ? first[i] : more[i - first.length])
                .toArray(String[]::new);
    }

    private static ObjectNode way(String title, List<String> without, String... required) {
        ObjectNode way = Schemas.object().put("title", title);
        if (required.length > 0) {
            way.set("required", Schemas.names(required));
        }
        ObjectNode excluded = way.putObject("properties");
        without.forEach(name -> excluded.set(name, Schemas.nothing()));
        return way;
    }
}
