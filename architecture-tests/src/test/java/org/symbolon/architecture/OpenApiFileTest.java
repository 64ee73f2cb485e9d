package org.symbolon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.http.openapi.OpenApi;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/openapi.json} is what the code says, and a parser that is not ours reads all of it. */
final class OpenApiFileTest {
    private static final Path FILE = Path.of("..", "docs", "openapi.json");

    private static final DrmCatalogue DRMS = DrmCatalogue.of(
            ServiceLoader.load(DrmPlugin.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList(),
            Set.of());

    @Test
    void file_isWhatTheCodeSays() throws IOException {
        String expected = OpenApi.ofAll(DRMS);
        Path corrected = Files.createDirectories(Path.of("target", "documents")).resolve("openapi.json");
        Files.writeString(corrected, expected);
        // Not by assertEquals, which would print both.
        assertTrue(
                Files.exists(FILE) && expected.equals(Files.readString(FILE)),
                FILE + " is not what the code says; see " + corrected);
    }

    @Test
    void page_listsEveryOperation() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| request | what it does |", "|---|---|"));
        JsonMapper.shared()
                .readTree(OpenApi.ofAll(DRMS))
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("summary"))
                        .forEach(method ->
                                rows.add("| `" + method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + "` | "
                                        + method.getValue().get("summary").asString() + " |")));
        DocumentsTest.assertDocumented("docs/openapi.md", "openapi-operations", rows);
    }

    @Test
    void parserOfOthers_readsEveryPath_withoutComplaint() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(OpenApi.ofAll(DRMS), List.of(), options);

        assertEquals(List.of(), read.getMessages());
        OpenAPI document = read.getOpenAPI();
        assertEquals("3.1.0", document.getOpenapi());
        assertEquals(
                Set.of("GET", "POST"),
                Set.copyOf(document.getPaths().get("/hms/wv/token").readOperationsMap().keySet().stream()
                        .map(Enum::name)
                        .toList()));
        assertTrue(document.getPaths()
                .get("/keystore/keys")
                .getPost()
                .getResponses()
                .containsKey("201"));
    }
}
