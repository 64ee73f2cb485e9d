package org.symbolon.http.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that the documents offer. */
class OwnLogbackTest {
    @TempDir
    private Path folder;

    private LoggerContext configured() throws IOException, JoranException {
        String document = Files.readString(Path.of("..", "docs", "operations", "logs.md"));
        String xml = document.substring(
                document.indexOf("<configuration>"),
                document.indexOf("</configuration>") + "</configuration>".length());
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(
                xml.replace("/var/log/symbolon", folder.toString()).getBytes(StandardCharsets.UTF_8)));
        return context;
    }

    @Test
    void exampleOfTheDocuments_writesEventsAndRequestsToTheirFiles() throws Exception {
        LoggerContext context = configured();
        context.getLogger("org.symbolon.Example").info("listening");
        context.getLogger("org.symbolon.Example").debug("a detail");
        context.getLogger("symbolon.requests").info("{\"status\":200}\n{\"status\":404}");
        context.stop();

        assertEquals(
                List.of(),
                context.getStatusManager().getCopyOfStatusList().stream()
                        .filter(status -> status.getEffectiveLevel() >= Status.WARN)
                        .toList());
        List<String> events = Files.readAllLines(folder.resolve("events.log"));
        assertEquals(1, events.size());
        assertTrue(events.get(0).endsWith("INFO  o.symbolon.Example - listening"), events.toString());
        assertEquals(
                List.of("{\"status\":200}", "{\"status\":404}"), Files.readAllLines(folder.resolve("requests.log")));
    }
}
