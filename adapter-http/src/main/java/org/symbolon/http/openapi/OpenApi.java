package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.stream.Stream;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.language.Language;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a service with certain DRMs can be asked, in OpenAPI 3.1. The same DRMs give the same bytes. */
public final class OpenApi {
    /** Where the document is served, on each listener that of its own paths. */
    public static final String PATH = "/openapi.json";

    /** The version of the interface: it changes where a client that knows this one would not work any more. */
    private static final String VERSION = "1.0.0";

    private static final String INTRODUCTION = """
            Issues licence tokens, redeems them, and stores the content keys that they name. What follows was made \
            from the parameters and error codes that the service and its DRM plug-ins describe.

            Answers may not be stored (`Cache-Control: no-store`) where nothing else is said. Paths have other methods \
            than those described here only to say so: status 405 with `Allow`. The path names the DRM, the host the \
            environment. Names that are not described have no effect; `Ignored-Parameters` names them.""";

    private final DrmCatalogue drms;
    private final ObjectNode paths = Schemas.object();
    private final ObjectNode components = Schemas.object();

    private OpenApi(DrmCatalogue drms) {
        this.drms = drms;
    }

    /** The listeners, by what is served on them. */
    public enum Part {
        /** What storefronts and players ask. */
        PUBLIC,
        /** What partners ask: the key storage and records. */
        PARTNERS,
        /** What monitors and administrators ask. */
        MANAGEMENT
    }

    /** The document of a listener on which these parts are served, as little text as it can be. */
    public static String of(DrmCatalogue drms, ImmutableSet<Part> parts) {
        return write(drms, parts).toString();
    }

    /** The document of all parts together, for people and for tools that compare it. */
    public static String ofAll(DrmCatalogue drms) {
        return Schemas.indented(write(drms, ImmutableSet.copyOf(Part.values())));
    }

    private static ObjectNode write(DrmCatalogue drms, ImmutableSet<Part> parts) {
        OpenApi document = new OpenApi(drms);
        if (parts.contains(Part.PUBLIC)) {
            drms.all().stream()
                    .sorted(Comparator.comparing(drm -> drm.id().value()))
                    .forEach(document::addDrm);
        }
        if (parts.contains(Part.PARTNERS)) {
            new RecordPaths(document).add();
            new KeyStoragePaths(document).add();
        }
        MonitorPaths monitors = new MonitorPaths(document);
        if (parts.contains(Part.MANAGEMENT)) {
            monitors.addManagement(parts.size() > 1);
        }
        if (parts.size() > 1 || !parts.contains(Part.MANAGEMENT)) {
            monitors.addHealth();
        }
        return document.root(parts);
    }

    private void addDrm(DrmDescription drm) {
        new TokenPaths(this, drm).add();
        new RightsPaths(this, drm).add();
    }

    private ObjectNode root(ImmutableSet<Part> parts) {
        addHeaders();
        if (parts.contains(Part.PUBLIC) || parts.contains(Part.PARTNERS)) {
            addSharedSchemas();
        }
        ObjectNode root = Schemas.object().put("openapi", "3.1.0");
        ObjectNode info = root.putObject("info").put("title", "Symbolon").put("version", VERSION);
        info.put("description", INTRODUCTION);
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        ArrayNode servers = root.putArray("servers");
        if (parts.size() == Part.values().length) {
            servers.addObject().put("url", "http://127.0.0.1:8080").put("description", "http.host and http.port");
        } else {
            servers.addObject().put("url", "/").put("description", "The address that was asked for this document");
        }
        root.set("paths", paths);
        root.set("components", components);
        return root;
    }

    private void addHeaders() {
        ObjectNode headers = components.withObjectProperty("headers");
        for (Headers header : Headers.values()) {
            headers.set(header.component(), header.describe());
        }
    }

    private void addSharedSchemas() {
        ObjectNode schemas = components.withObjectProperty("schemas");
        schemas.set("Problem", problem());
        schemas.set("Violation", violation());
        schemas.set("ErrorCode", errorCode());
        schemas.set("Localized", localized());
        Access.addTo(components);
    }

    private static ObjectNode problem() {
        ObjectNode properties = Schemas.object();
        properties.set(
                "code",
                Schemas.integer().put("description", "The code of the first problem; of a problem of HTTP its status"));
        properties.set("message", Schemas.string());
        properties.set("localized", Schemas.ref("schemas", "Localized"));
        properties.set(
                "errors", Schemas.listOf(Schemas.ref("schemas", "Violation")).put("minItems", 1));
        ObjectNode schema = Schemas.objectOf(properties, "code", "message")
                .put(
                        "description",
                        "Why a request was refused; errors has every problem, in the order of the interface");
        Violation missing =
                Violation.of(SharedError.AUTHENTICATOR_MISSING, Access.ACCOUNT, Access.ACCOUNT + " is required");
        ObjectNode example = schema.putArray("examples").addObject();
        put(example, missing);
        put(example.putArray("errors").addObject(), missing)
                .put("parameter", Access.ACCOUNT)
                .put("rule", missing.rule());
        return schema;
    }

    private static ObjectNode put(ObjectNode to, Violation violation) {
        return to.put("code", violation.code().number()).put("message", violation.message());
    }

    private static ObjectNode violation() {
        ObjectNode properties = Schemas.object();
        properties.set("code", Schemas.ref("schemas", "ErrorCode"));
        properties.set("message", Schemas.string());
        properties.set(
                "parameter", Schemas.string().put("description", "Which parameter the problem is about, if one"));
        properties.set("rule", Schemas.string().put("description", "What should have come instead"));
        properties.set("localized", Schemas.ref("schemas", "Localized"));
        return Schemas.objectOf(properties, "code", "message", "rule");
    }

    private static ObjectNode localized() {
        ObjectNode properties = Schemas.object();
        properties.set(
                "language",
                Schemas.oneOf(Stream.of(Language.values())
                        .filter(language -> language != Language.ENGLISH)
                        .map(Language::tag)
                        .toList()));
        for (String text : new String[] {"message", "rule", "mend"}) {
            properties.set(text, Schemas.string());
        }
        return Schemas.objectOf(properties, "language", "message")
                .put("description", "The same in a language that Accept-Language asks for; only if it asks for one");
    }

    /** The catalogue: each number with its message, what causes it, and what to do. */
    private ObjectNode errorCode() {
        ObjectNode schema = Schemas.integer();
        ArrayNode rows = schema.putArray("oneOf");
        for (ErrorCode code : drms.errorCodes()) {
            rows.addObject()
                    .put("const", code.number())
                    .put("title", code.message())
                    .put(
                            "description",
                            "Status " + code.kind().status() + ". "
                                    + code.description().raised() + " "
                                    + code.description().remedy());
        }
        return schema;
    }

    DrmCatalogue drms() {
        return drms;
    }

    ObjectNode components() {
        return components;
    }

    /** Adds a method of a path. */
    void add(String path, String method, Operation operation) {
        paths.withObjectProperty(path).set(method, operation.node());
    }

    /** Says where a path is served, which is not where the others are. */
    void servedAt(String path, String url, String description) {
        paths.withObjectProperty(path)
                .putArray("servers")
                .addObject()
                .put("url", url)
                .put("description", description);
    }
}
