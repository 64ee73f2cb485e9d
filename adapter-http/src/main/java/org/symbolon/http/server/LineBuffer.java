package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines of one event loop that wait for the thread of the {@link RequestLog}. The event loop makes their text,
 * because what a line says is still in the cache of its processor, and need not be kept until the other thread comes.
 * The lock is free nearly always: the other thread takes the text a hundred times a second.
 */
final class LineBuffer {
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("\n").build();

    /** The characters from which on a text is complete. */
    private static final int FULL = 1 << 16;

    private static final int NANOS = 1_000_000_000;

    private StringWriter written = new StringWriter(FULL);
    private JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), written);
    private final List<Text> full = new ArrayList<>();
    private int lines;
    private int waiting;
    private long second = Long.MIN_VALUE;
    private String textOfSecond = "";

    /** Lines with a line feed between two of them. */
    record Text(String lines, int count) {}

    /** Adds a line; false if as many lines wait as may. Where a line cannot be made, the text that it is in is lost. */
    synchronized boolean add(LogLine line, int mayWait) {
        if (waiting >= mayWait) {
            return false;
        }
        try {
            line.write(json, time(line.time()));
        } catch (RuntimeException | Error e) {
            discard();
            throw e;
        }
        waiting++;
        lines++;
        if (written.getBuffer().length() >= FULL) {
            complete();
        }
        return true;
    }

    /** The text of a time. A second is formatted once, because to format each time is a sixth of what a line costs. */
    String time(Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            String whole = Instant.ofEpochSecond(second).toString();
            textOfSecond = whole.substring(0, whole.length() - 1) + ".";
        }
        return textOfSecond + Integer.toString(NANOS + time.getNano()).substring(1) + "Z";
    }

    private void discard() {
        written = new StringWriter(FULL);
        json = JSON.createGenerator(ObjectWriteContext.empty(), written);
        waiting -= lines;
        lines = 0;
    }

    private void complete() {
        json.flush();
        StringBuffer buffer = written.getBuffer();
        full.add(new Text(buffer.substring(buffer.charAt(0) == '\n' ? 1 : 0), lines));
        buffer.setLength(0);
        lines = 0;
    }

    /** All lines, the oldest first, which count as waiting until {@link #wrote}. */
    synchronized ImmutableList<Text> take() {
        if (lines > 0) {
            complete();
        }
        ImmutableList<Text> taken = ImmutableList.copyOf(full);
        full.clear();
        return taken;
    }

    synchronized void wrote(Text text) {
        waiting -= text.count();
    }
}
