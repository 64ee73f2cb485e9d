package org.symbolon.http.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.AnswerJson;
import tools.jackson.databind.JsonNode;

class EventEncoderTest {
    private final LoggerContext context = new LoggerContext();
    private final EventEncoder encoder = new EventEncoder();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.setPattern("%-5level %logger{40} - %msg%n%ex{short}");
        encoder.start();
    }

    @AfterEach
    void forget() {
        System.clearProperty(LogSettings.FORMAT_PROPERTY);
    }

    private static Settings settings(String format, String levels) {
        return Settings.inFolder(Path.of("target"))
                .with(LogSettings.FORMAT, format)
                .with(LogSettings.LEVELS, levels);
    }

    private String encoded(String message, RuntimeException thrown) {
        Logger logger = context.getLogger("org.symbolon.Example");
        LoggingEvent event =
                new LoggingEvent("here", logger, Level.WARN, message, thrown, new Object[] {"a \"quoted\"\nline"});
        event.setInstant(Instant.parse("2026-03-01T12:00:00.123Z"));
        return new String(encoder.encode(event), UTF_8);
    }

    @Test
    void json_isOneObjectALine() {
        LogSettings.apply(settings("json", ""));
        String text = encoded("it failed: {}", new IllegalStateException("no disk"));

        assertEquals(text.length() - 1, text.indexOf('\n'), text);
        JsonNode event = AnswerJson.of(text);
        assertEquals("2026-03-01T12:00:00.123Z", event.get("time").asString());
        assertEquals("WARN", event.get("level").asString());
        assertEquals("org.symbolon.Example", event.get("logger").asString());
        assertEquals("it failed: a \"quoted\"\nline", event.get("message").asString());
        assertTrue(event.get("stackTrace").asString().startsWith("java.lang.IllegalStateException: no disk"), text);
    }

    @Test
    void jsonOfAnEventWithoutFailure_hasNoStackTrace() {
        LogSettings.apply(settings("json", ""));
        assertFalse(AnswerJson.of(encoded("all is well", null)).has("stackTrace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", ""})
    void text_isThePattern(String format) {
        if (!format.isEmpty()) {
            LogSettings.apply(settings(format, ""));
        }
        assertEquals("WARN  org.symbolon.Example - all is well\n", encoded("all is well", null));
    }

    @Test
    void levels_areThoseOfTheSettings() {
        LogSettings.apply(settings("text", "org.symbolon.example.a=DEBUG, org.symbolon.example.b=OFF"));
        assertTrue(LoggerFactory.getLogger("org.symbolon.example.a.Class").isDebugEnabled());
        assertFalse(LoggerFactory.getLogger("org.symbolon.example.b.Class").isErrorEnabled());
    }

    @ParameterizedTest
    @CsvSource({
        "xml, '', log.format (command line) must be text or json",
        "JSON, '', log.format (command line) must be text or json",
        "text, org.symbolon, log.levels (command line) must be loggers with OFF",
        "text, org.symbolon=LOUD, log.levels (command line) must be loggers with OFF"
    })
    void otherValues_areRefused(String format, String levels, String message) {
        Settings settings = settings(format, levels);
        String refusal = assertThrows(SettingsException.class, () -> LogSettings.apply(settings))
                .getMessage();
        assertTrue(String.valueOf(refusal).startsWith(message), refusal);
    }
}
