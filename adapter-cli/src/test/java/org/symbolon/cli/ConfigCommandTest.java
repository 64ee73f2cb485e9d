package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class ConfigCommandTest {
    private static final String SECRET = "tr0ub4dor";

    @TempDir
    private Path folder;

    private Operator operator;
    private String file;

    @BeforeEach
    void write() {
        operator = Operator.on(folder);
        file = operator.file(
                "symbolon.properties", "http.queue=7\nstore.timeout=PT1S\nhttp.tls.password=" + SECRET + "\n");
    }

    private static Map<String, JsonNode> byKey(JsonNode shown) {
        return StreamSupport.stream(shown.get("settings").spliterator(), false)
                .collect(Collectors.toMap(row -> row.get("key").asString(), row -> row));
    }

    @Test
    void show_saysWhereEachSettingComesFrom() {
        Map<String, JsonNode> rows =
                byKey(operator.with("SYMBOLON_STORE_TIMEOUT", "PT2S").json("config", "show", "--port", "9090"));

        assertEquals(4, rows.size(), rows.toString());
        assertRow(rows.get("http.queue"), "7", file);
        assertRow(rows.get("store.timeout"), "PT2S", "SYMBOLON_STORE_TIMEOUT");
        assertRow(rows.get("http.port"), "9090", "command line");
        assertEquals("2048", rows.get("http.queue").get("default").asString());
    }

    private static void assertRow(JsonNode row, String value, String from) {
        assertEquals(value, row.get("value").asString());
        assertEquals(from, row.get("from").asString());
    }

    @Test
    void showAll_hasTheDefaultsToo() {
        Map<String, JsonNode> rows = byKey(operator.json("config", "show", "--all"));
        assertRow(rows.get("http.host"), "127.0.0.1", "default");
        assertRow(rows.get("store.password"), "", "default");
        assertTrue(rows.size() > 20, rows.keySet().toString());
    }

    @Test
    void show_namesFolderAndFileAndWhoNamedThem() {
        JsonNode shown = operator.with("SYMBOLON_CONFIG", file).json("config", "show");
        assertEquals(folder + " (--data)", shown.get("dataFolder").asString());
        assertEquals(file + " (SYMBOLON_CONFIG)", shown.get("settingsFile").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "SYMBOLON_STORE_PASSWORD, tr0ub4dor",
        "SYMBOLON_STORE_URL, jdbc:postgresql://ann:tr0ub4dor@db/symbolon",
        "SYMBOLON_STORE_URL, jdbc:postgresql://db/symbolon?password=tr0ub4dor&sslmode=require",
        "SYMBOLON_STORE_POOL, tr0ub4dor"
    })
    void show_hasNoSecret(String variable, String value) {
        for (String format : new String[] {"--output=text", "--json"}) {
            Answer answer = operator.with(variable, value).run("config", "show", "--all", format);
            assertEquals(0, answer.exitCode(), answer.toString());
            assertFalse(answer.toString().contains(SECRET), answer.toString());
            assertTrue(answer.out().contains(variable), answer.out());
        }
    }

    @Test
    void show_warnsOfWhatStopsTheStart() {
        operator.file("symbolon.properties", "http.qeueu=7\n");
        Answer answer = operator.run("config", "show");
        assertEquals(0, answer.exitCode());
        assertEquals("warning: http.qeueu (settings file) is no setting\n", answer.err());
    }

    @Test
    void check_ofGoodSettings_saysSo() {
        Answer answer = operator.run("config", "check");
        assertEquals(0, answer.exitCode());
        assertEquals("the settings are valid\n", answer.out());
    }

    @Test
    void check_showsAllProblems() {
        operator.file("symbolon.properties", "http.qeueu=7\nhttp.queue=0\n");
        Answer answer = operator.with("SYMBOLON_STORE_POL", "1").run("config", "check");
        assertEquals(1, answer.exitCode());
        assertEquals("""
                error: http.qeueu (settings file) is no setting
                error: SYMBOLON_STORE_POL (environment) is no setting
                error: http.queue (settings file) must be from 1 to 1000000, not 0
                """, answer.err());
    }

    @Test
    void neither_createsAnything() {
        operator.run("config", "show");
        operator.run("config", "check");
        assertFalse(folder.resolve("symbolon.db").toFile().exists());
    }
}
