package org.symbolon.http.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.io.StringWriter;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as the setting {@code log.format} says: in the pattern of {@code logback.xml}, or as one JSON object a
 * line, with the field {@code time} of a request's line. The program's {@code logback.xml} names this class.
 */
public final class EventEncoder extends PatternLayoutEncoder {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public byte[] encode(ILoggingEvent event) {
        return LogSettings.isJson() ? json(event) : super.encode(event);
    }

    private static byte[] json(ILoggingEvent event) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            json.writeStringProperty("level", event.getLevel().toString());
            json.writeStringProperty("logger", event.getLoggerName());
            json.writeStringProperty("thread", event.getThreadName());
            json.writeStringProperty("message", event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                json.writeStringProperty("stackTrace", ThrowableProxyUtil.asString(thrown));
            }
            json.writeEndObject();
        }
        return line.append('\n').toString().getBytes(UTF_8);
    }
}
