package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What monitors ask, and this document; on the listener of the management, what administrators ask too. */
final class MonitorPaths {
    private static final String TAG = "Monitoring";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final OpenApi document;
    private final Problems problems;

    MonitorPaths(OpenApi document) {
        this.document = document;
        this.problems = new Problems("monitor", Problems.Shape.CHOSEN, ImmutableList.of(), document.components());
    }

    /** On the listeners of storefronts, players and partners. */
    void addHealth() {
        for (String method : ImmutableList.of("get", "head")) {
            boolean bodies = method.equals("get");
            Operation health = new Operation(method + "-health", TAG, "Whether the process takes requests")
                    .refusals(problems, bodies, Problems.ALWAYS)
                    .answer(200, text("It does.", bodies))
                    .answer(503, unavailable(bodies));
            document.add("/healthz", method, health);
            Operation description = new Operation(method + "-openapi", TAG, "This document")
                    .with(Operation.parameter(
                            "header",
                            "If-None-Match",
                            "The ETag of the version that is known",
                            Schemas.matching("[!-~ ]*")))
                    .refusals(problems, bodies, Problems.ALWAYS)
                    .answer(304, versioned(Operation.described("The version that is known.")))
                    .answer(200, versioned(description(bodies)));
            document.add(OpenApi.PATH, method, description);
        }
    }

    private static ObjectNode versioned(ObjectNode answer) {
        return Operation.withHeaders(answer, Headers.ETAG, Headers.CACHE_CONTROL, Headers.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    private static ObjectNode description(boolean body) {
        ObjectNode answer = Operation.described("What the paths of this address take and answer, in OpenAPI 3.1.");
        if (body) {
            ObjectNode openapi = Schemas.object();
            openapi.set("openapi", Schemas.string());
            Operation.addContent(answer, JSON, Optional.of(Schemas.objectOf(openapi, "openapi", "info", "paths")));
        }
        return answer;
    }

    private static ObjectNode text(String description, boolean body) {
        ObjectNode answer = Operation.described(description);
        if (body) {
            Operation.addContent(answer, TEXT, Optional.of(Schemas.string()));
        }
        return answer;
    }

    private static ObjectNode unavailable(boolean body) {
        ObjectNode answer = Operation.withHeaders(
                text("It should not get requests, or has no room for this one.", body), Headers.RETRY_AFTER_MAYBE);
        if (body) {
            Operation.addContent(answer, "text/html", Optional.of(Schemas.string()));
            Operation.addContent(answer, JSON, Optional.of(Schemas.ref("schemas", "Problem")));
        }
        return answer;
    }

    /**
     * On the listener of the management.
     *
     * @param elsewhere whether the document is also that of another listener
     */
    void addManagement(boolean elsewhere) {
        ImmutableMap<String, String> checks = ImmutableMap.of(
                "/livez", "Whether the process works; if not, it has to be started anew",
                "/readyz", "Whether the node should get requests, with each check");
        checks.forEach((path, meaning) -> addPage(path, meaning, ImmutableList.of(TEXT, JSON), true));
        addPage("/metrics", "What the node counts", ImmutableList.of(TEXT, "application/openmetrics-text"), false);
        new AdminPaths(document).add();
        if (elsewhere) {
            Stream.concat(Stream.of("/livez", "/readyz", "/metrics"), AdminPaths.paths().stream())
                    .forEach(path ->
                            document.servedAt(path, "http://127.0.0.1:8081", "management.host and management.port"));
        } else {
            addPage(OpenApi.PATH, "This document", ImmutableList.of(JSON), false);
        }
    }

    private void addPage(String path, String summary, ImmutableList<String> types, boolean canFail) {
        for (String method : ImmutableList.of("get", "head")) {
            boolean bodies = method.equals("get");
            Operation operation = new Operation(method + "-" + path.substring(1).replace('.', '-'), TAG, summary)
                    .with(Operation.parameter(
                            "header", "Accept", "Which of the forms is wanted", Schemas.matching("[!-~ ]*")))
                    .answer(200, inForms("All is well.", types, bodies))
                    .answer(405, Operation.withHeaders(text("Use GET.", bodies), Headers.ALLOW))
                    .answer(500, text("The log says why.", bodies));
            for (int status : new int[] {400, 414, 431, 501}) {
                operation.answer(status, Operation.described("This is no HTTP that can be read."));
            }
            if (canFail) {
                operation.answer(503, inForms("Something that is needed has a problem.", types, bodies));
            }
            document.add(path, method, operation);
        }
    }

    private static ObjectNode inForms(String description, ImmutableList<String> types, boolean body) {
        ObjectNode answer = Operation.described(description);
        if (body) {
            types.forEach(type -> Operation.addContent(
                    answer, type, Optional.of(type.equals(JSON) ? Schemas.object() : Schemas.string())));
        }
        return answer;
    }
}
