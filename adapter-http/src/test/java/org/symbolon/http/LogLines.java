package org.symbolon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Everything that is logged while it is open. */
public final class LogLines implements AutoCloseable {
    private final Instant began = Instant.now();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger requests = (Logger) LoggerFactory.getLogger("symbolon.requests");

    public LogLines() {
        lines.start();
        root.addAppender(lines);
        requests.addAppender(lines);
    }

    /** The lines of so many requests; they are written a little later than the answers. */
    public List<JsonNode> requests(int count) {
        long end = System.nanoTime() + 5_000_000_000L;
        List<JsonNode> found = requests();
        while (found.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
            found = requests();
        }
        assertEquals(count, found.size());
        return found;
    }

    private List<JsonNode> requests() {
        return List.copyOf(lines.list).stream()
                .filter(event -> event.getLoggerName().equals(requests.getName()))
                .flatMap(event -> event.getFormattedMessage().lines())
                .map(AnswerJson::of)
                // A line is written a little later than its answer is sent, so the one before may arrive here.
                .filter(line -> !Instant.parse(line.get("time").asString()).isBefore(began))
                .toList();
    }

    /** All of it, with the traces of what was thrown. */
    public String text() {
        return List.copyOf(lines.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        root.detachAppender(lines);
        requests.detachAppender(lines);
    }
}
