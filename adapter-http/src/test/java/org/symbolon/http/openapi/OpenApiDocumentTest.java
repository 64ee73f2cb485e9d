package org.symbolon.http.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;
import tools.jackson.databind.JsonNode;

/** The description itself: that it is one, that it is whole, and how it is served. */
final class OpenApiDocumentTest {
    private static final String OFFICIAL = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";
    private static final int LARGEST = 512 * 1024;

    private static final DrmCatalogue DRMS = DrmCatalogue.of(
            ServiceLoader.load(DrmPlugin.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList(),
            Set.of());

    private static final Described ALL = new Described(OpenApi.ofAll(DRMS));

    private static String official(String iri) {
        try {
            return Resources.toString(Resources.getResource(iri.substring("https://".length())), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertValid(JsonNode document) {
        Map<String, String> schemas = new HashMap<>();
        for (String name : List.of("schema/2022-10-07", "schema-base/2022-10-07", "dialect/base", "meta/base")) {
            String iri = "https://spec.openapis.org/oas/3.1/" + name;
            schemas.put(iri, official(iri));
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
        assertEquals(List.of(), registry.getSchema(SchemaLocation.of(OFFICIAL)).validate(document));
    }

    @Test
    void document_isValidAgainstTheOfficialSchema() {
        assertValid(ALL.document());
    }

    @ParameterizedTest
    @EnumSource
    void documentOfAListener_isValid_andBounded(OpenApi.Part part) {
        String text = OpenApi.of(DRMS, ImmutableSet.of(part));
        assertValid(Described.JSON.readTree(text));
        assertTrue(text.length() < LARGEST, () -> text.length() + " characters");
        assertEquals(text, OpenApi.of(DRMS, ImmutableSet.of(part)));
    }

    @Test
    void references_leadSomewhere_andNamesAreUnique() {
        ALL.document().findValues("$ref").forEach(ref -> {
            assertFalse(ALL.document().at(ref.asString().substring(1)).isMissingNode(), ref.asString());
        });
        Set<String> ids = new HashSet<>();
        ALL.methods().forEach(method -> assertTrue(ids.add(method.id()), method.id()));
    }

    @Test
    void examples_areOfTheirSchemas() {
        List<String> problems = new ArrayList<>();
        ALL.document().findParents("example").forEach(parent -> {
            JsonNode schema = parent.path("schema").isMissingNode() ? parent : parent.get("schema");
            ALL.problems(schema, parent.get("example")).forEach(error -> problems.add(parent + ": " + error));
        });
        ALL.document()
                .findParents("examples")
                .forEach(schema -> schema.get("examples")
                        .forEach(example ->
                                ALL.problems(schema, example).forEach(error -> problems.add(schema + ": " + error))));
        assertEquals(List.of(), problems);
    }

    @Test
    void everyParameterAndCode_isDescribed() {
        DRMS.all().forEach(drm -> {
            JsonNode path = ALL.document().get("paths").get("/hms/" + drm.id() + "/token");
            List<String> inQuery = path.get("get")
                    .get("parameters")
                    .valueStream()
                    .map(parameter -> parameter.get("name").asString())
                    .toList();
            ImmutableList<String> inForm = ImmutableList.copyOf(ALL.resolve(path.at("/post/requestBody/content")
                            .get("application/x-www-form-urlencoded")
                            .get("schema"))
                    .get("properties")
                    .propertyNames());
            for (Parameter<?> parameter : drm.parameters()) {
                assertTrue(inQuery.contains(parameter.name()), parameter.name());
                assertTrue(inForm.contains(parameter.name()), parameter.name());
            }
        });
        JsonNode codes = ALL.document().at("/components/schemas/ErrorCode/oneOf");
        assertEquals(
                DRMS.errorCodes().stream().map(code -> code.number()).toList(),
                codes.valueStream().map(row -> row.get("const").asInt()).toList());
    }

    @Test
    void parametersAndBodiesOfAnotherPlugIn_areDescribed() {
        DrmCatalogue played = DrmCatalogue.of(ImmutableList.of(new PlayedDrm()), ImmutableSet.of());
        Described described = new Described(OpenApi.of(played, ImmutableSet.of(OpenApi.Part.PUBLIC)));
        assertValid(described.document());
        JsonNode paths = described.document().get("paths");
        JsonNode loudness = paths.get("/hms/pl/token")
                .get("get")
                .get("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("name").asString().equals("loudness"))
                .findFirst()
                .orElseThrow();
        assertEquals(11, loudness.at("/schema/maximum").asInt());
        assertTrue(paths.get("/hms/pl/rights/")
                .get("post")
                .get("responses")
                .get("200")
                .get("content")
                .has(PlayedDrm.MEDIA_TYPE));
        assertTrue(paths.get("/hms/pl/rights/")
                .get("post")
                .get("requestBody")
                .get("content")
                .has("*/*"));
    }

    @Test
    void everyPathThatIsServed_isDescribed() {
        try (TestService service = TestService.start()) {
            Set<String> described = new HashSet<>(
                    ImmutableList.copyOf(ALL.document().get("paths").propertyNames()));
            service.paths()
                    .forEach(path -> assertTrue(
                            described.contains(path)
                                    || described.contains(path + "/")
                                    || path.equals("/demo")
                                    || described.stream().anyMatch(one -> one.startsWith(path + "/")),
                            path + " is served and not described"));
        }
    }

    @Test
    void document_isServedWithATag_andCanBeKept() {
        try (TestService service = TestService.start()) {
            HttpResponse<String> first = service.get(OpenApi.PATH);
            assertEquals(200, first.statusCode());
            assertEquals(
                    "application/json",
                    first.headers().firstValue("content-type").orElseThrow());
            assertEquals(
                    "public, max-age=300",
                    first.headers().firstValue("cache-control").orElseThrow());
            assertEquals(
                    "*",
                    first.headers().firstValue("access-control-allow-origin").orElseThrow());
            assertFalse(first.body().contains("/metrics"), "the management is not described on the public listener");
            String tag = first.headers().firstValue("etag").orElseThrow();

            HttpResponse<String> again = service.send(
                    HttpRequest.newBuilder(service.uri(OpenApi.PATH)).header("If-None-Match", "\"other\", " + tag));
            assertEquals(304, again.statusCode());
            assertEquals("", again.body());
            assertEquals(tag, again.headers().firstValue("etag").orElseThrow());
            HttpResponse<String> head = service.send(
                    HttpRequest.newBuilder(service.uri(OpenApi.PATH)).method("HEAD", BodyPublishers.noBody()));
            assertEquals(200, head.statusCode());
            assertEquals(405, service.send("POST", OpenApi.PATH, "").statusCode());
            assertTrue(service.manage(OpenApi.PATH).body().contains("/metrics"));
            assertFalse(service.manage(OpenApi.PATH).body().contains("/keystore"));
        }
    }

    @Test
    void listenerOfPartners_describesItsOwnPaths() throws IOException, InterruptedException {
        try (TestService service = TestService.start(ImmutableMap.of(HttpSettings.PARTNER_PORT, "0"))) {
            JsonNode paths =
                    Described.JSON.readTree(service.get(OpenApi.PATH).body()).get("paths");
            assertTrue(paths.has("/hms/wv/token") && paths.has("/healthz") && !paths.has("/keystore/keys"));
            HttpResponse<String> partners = service.send(HttpRequest.newBuilder(
                    java.net.URI.create("http://127.0.0.1:" + service.partnerPort + OpenApi.PATH)));
            JsonNode ofPartners = Described.JSON.readTree(partners.body()).get("paths");
            assertTrue(
                    ofPartners.has("/keystore/keys") && ofPartners.has("/healthz") && !ofPartners.has("/hms/wv/token"));
            assertNotEquals(partners.body(), service.get(OpenApi.PATH).body());
        }
    }
}
