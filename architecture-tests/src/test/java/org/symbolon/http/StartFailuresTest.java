package org.symbolon.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How a start that fails says so. Standard error belongs to the whole process, so no other test runs meanwhile. */
@Isolated
class StartFailuresTest {
    private static final String PROBLEM = "http.prot (settings file) is no setting";

    @TempDir
    private Path data;

    @AfterEach
    void forgetFormat() {
        System.clearProperty("symbolon.log.format");
    }

    /** What is written to standard error, past the log. */
    private String start(String settings) throws IOException {
        Files.writeString(data.resolve("symbolon.properties"), settings);
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, UTF_8));
        try {
            assertEquals(1, StartFailures.commandLine(new Main()).execute("--data", data.toString()));
        } finally {
            System.setErr(before);
        }
        return written.toString(UTF_8);
    }

    @Test
    void text_isOneLine() throws IOException {
        assertEquals("error: " + PROBLEM + "\n", start("http.prot=1\n"));
    }

    @Test
    void json_isAnEvent() throws IOException {
        try (LogLines log = new LogLines()) {
            String written = start("http.prot=1\nlog.format=json\n");
            assertFalse(written.contains("error: "), "only the log may have written it, at any time: " + written);
            assertTrue(log.text().contains(PROBLEM), log.text());
        }
    }
}
