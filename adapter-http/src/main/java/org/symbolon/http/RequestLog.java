package org.symbolon.http;

import io.vertx.core.Context;
import java.io.StringWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line a request, in JSON. The lines of one turn of the event loop are written together, at its end: alone, each would cost a system call and the
 * wait for other event loops'. Used on its event loop only.
 */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("symbolon.requests");
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("\n").build();

    private final Context eventLoop;
    private final StringWriter lines = new StringWriter(4096);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), lines);
    private boolean pending;

    RequestLog(Context eventLoop) {
        this.eventLoop = eventLoop;
    }

    void write(LogEntry entry) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        entry.write(json);
        if (!pending) {
            pending = true;
            eventLoop.runOnContext(endOfTurn -> flush());
        }
    }

    private void flush() {
        pending = false;
        json.flush();
        int from = lines.getBuffer().charAt(0) == '\n' ? 1 : 0;
        LOG.info(lines.getBuffer().substring(from));
        lines.getBuffer().setLength(0);
    }
}
