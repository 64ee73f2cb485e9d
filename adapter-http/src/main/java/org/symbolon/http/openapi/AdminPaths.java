package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.http.admin.AdminRoute;
import org.symbolon.http.admin.AdminRoutes;
import org.symbolon.http.admin.Field;
import tools.jackson.databind.node.ObjectNode;

/** What administrators ask, made from the table of routes. */
final class AdminPaths {
    private static final String TAG = "Administration";
    private static final String SCHEME = "administrator";
    private static final String REFUSAL = "AdministrationRefusal";
    private static final String JSON = "application/json";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    /** What any request may be answered with besides its success. */
    private static final ImmutableSortedMap<Integer, String> REFUSALS =
            ImmutableSortedMap.<Integer, String>naturalOrder()
                    .put(400, "A parameter or a field is wrong; field names it.")
                    .put(401, "The token of an administrator is missing or wrong.")
                    .put(403, "The role of the administrator does not allow it.")
                    .put(409, "What is there now does not allow the change.")
                    .put(413, "The body is too long.")
                    .put(429, "Too many wrong tokens came from this address.")
                    .put(500, "The log says why.")
                    .put(503, "The store does not answer, or too many administrators ask; nothing was changed.")
                    .build();

    private final OpenApi document;

    AdminPaths(OpenApi document) {
        this.document = document;
    }

    /** Adds all of them. */
    void add() {
        document.components().withObjectProperty("securitySchemes").set(SCHEME, scheme());
        document.components().withObjectProperty("schemas").set(REFUSAL, refusal());
        for (AdminRoute route : AdminRoutes.all()) {
            document.add(path(route), method(route), operation(route));
        }
    }

    /** The paths of all routes. */
    static ImmutableList<String> paths() {
        return AdminRoutes.all().stream().map(AdminPaths::path).distinct().collect(ImmutableList.toImmutableList());
    }

    private static String path(AdminRoute route) {
        return AdminRoutes.ROOT + (route.path().equals("/") ? "" : route.path());
    }

    private static boolean isChange(AdminRoute route) {
        return !route.method().equals("GET");
    }

    private static String method(AdminRoute route) {
        return route.method().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode scheme() {
        return Schemas.object()
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The token of an administrator, which symbolon administrator add shows once");
    }

    private static ObjectNode refusal() {
        ObjectNode error = Schemas.object();
        error.set("code", Schemas.string().put("description", "A word for programs"));
        error.set("message", Schemas.string());
        error.set("field", Schemas.string().put("description", "What in the request is wrong"));
        ObjectNode properties = Schemas.object();
        properties.set("error", Schemas.objectOf(error, "code", "message"));
        return Schemas.objectOf(properties, "error").put("description", "Why a request was not done");
    }

    private static Operation operation(AdminRoute route) {
        Operation operation = new Operation(id(route), TAG, route.summary()).security(SCHEME);
        route.operation().ifPresent(needed -> operation.saying("Needs the right " + needed.id() + "."));
        VARIABLE.matcher(route.path())
                .results()
                .forEach(variable -> operation.with(Operation.parameter(
                        "path", variable.group(1), "Which one", Schemas.string().put("minLength", 1))));
        route.query()
                .forEach(field ->
                        operation.with(Operation.parameter("query", field.name(), field.meaning(), schema(field))
                                .put("required", field.required())));
        if (isChange(route)) {
            operation.with(Operation.parameter(
                            "header",
                            "If-Match",
                            "The ETag of what was read, or * for any",
                            Schemas.matching("\"[0-9]+\"|\\*"))
                    .put("required", route.versioned()));
        }
        if (!route.body().isEmpty()) {
            ObjectNode body = Operation.described("A JSON object").put("required", true);
            Operation.addContent(body, JSON, Optional.of(object(route.body()).put("additionalProperties", false)));
            operation.body(body);
        }
        answers(route, operation);
        return operation;
    }

    private static void answers(AdminRoute route, Operation operation) {
        ObjectNode success = Operation.described("It is done.");
        if (!route.answer().isEmpty()) {
            Operation.addContent(success, JSON, Optional.of(object(route.answer())));
        }
        operation.answer(route.status(), success);
        REFUSALS.forEach((status, why) -> operation.answer(status, refused(why)));
        operation.answer(404, notFound());
        if (isChange(route)) {
            operation.answer(412, refused("It was changed since it was read."));
        }
        if (route.versioned()) {
            operation.answer(428, refused("If-Match is missing."));
        }
        if (!route.body().isEmpty()) {
            operation.answer(415, refused("The body is no JSON."));
        }
        for (int status : new int[] {414, 431, 501}) {
            operation.answer(status, Operation.described("This is no HTTP that can be read."));
        }
    }

    private static ObjectNode notFound() {
        ObjectNode answer =
                refused("There is none of that name; in plain text: administrators are not answered on this address.");
        Operation.addContent(answer, "text/plain", Optional.of(Schemas.string()));
        return answer;
    }

    private static ObjectNode refused(String why) {
        ObjectNode answer = Operation.described(why);
        Operation.addContent(answer, JSON, Optional.of(Schemas.ref("schemas", REFUSAL)));
        return answer;
    }

    /** For instance {@code get-admin-accounts-account}. */
    private static String id(AdminRoute route) {
        return (method(route) + "-admin-" + route.path().replaceAll("[{}]", "").replace('/', '-'))
                .replaceAll("-+", "-")
                .replaceAll("-$", "");
    }

    private static ObjectNode object(ImmutableList<Field> fields) {
        ObjectNode properties = Schemas.object();
        fields.forEach(field -> properties.set(field.name(), schema(field).put("description", field.meaning())));
        return Schemas.objectOf(
                properties,
                fields.stream().filter(Field::required).map(Field::name).toArray(String[]::new));
    }

    private static ObjectNode schema(Field field) {
        return switch (field.type()) {
            case "text" -> Schemas.string();
            case "number" -> Schemas.integer();
            case "flag" -> Schemas.object().put("type", "boolean");
            case "list" -> Schemas.listOf(Schemas.object());
            case "object" -> Schemas.object().put("type", "object");
            default -> throw new IllegalStateException("no such type of a field: " + field);
        };
    }
}
