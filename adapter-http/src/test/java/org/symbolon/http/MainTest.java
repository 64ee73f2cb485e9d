package org.symbolon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the program prints instead of a start. */
final class MainTest {
    @TempDir
    private Path data;

    @Test
    void openapi_isPrinted_andNothingIsOpened() {
        StringWriter written = new StringWriter();
        CommandLine program = StartFailures.commandLine(new Main()).setOut(new PrintWriter(written));

        assertEquals(0, program.execute("--data", data.toString(), "--openapi"));
        assertEquals("3.1.0", AnswerJson.of(written.toString()).get("openapi").asString());
        assertFalse(Files.exists(data.resolve("symbolon.db")));
        assertFalse(Files.exists(data.resolve("keyring.json")));
    }
}
