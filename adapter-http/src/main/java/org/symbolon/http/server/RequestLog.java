package org.symbolon.http.server;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one JSON object for each call, and explains failures, on a thread of its own behind a bounded queue. Where the
 * reader of the log stalls, that thread waits for it and the event loops go on: what the queue has no room for is
 * dropped, counted, and told later.
 */
public final class RequestLog implements AutoCloseable {
    private static final Logger REQUESTS = LoggerFactory.getLogger("symbolon.requests");
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("\n").build();

    /** The lines that are written with one call of the logger: each call costs a system call. */
    private static final int BATCH = 256;

    /**
     * How often the writer looks into the queue. Adding a line does not wake it: that would cost more than the line.
     */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long CLOSE_MILLIS = 2000;

    private final int size;

    /** Without locks, so that no event loop waits for another one or for the writer. */
    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();
    /** How many lines were dropped since the log last said so. */
    private final AtomicLong dropped = new AtomicLong();

    private final LongAdder droppedInAll = new LongAdder();
    private final OutageLog outage = new OutageLog();
    private final StringWriter lines = new StringWriter(4096);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), lines);
    private final Thread writer = new Thread(this::run, "symbolon-log");
    private volatile boolean closed;

    @FunctionalInterface
    private interface Entry {
        /** Writes itself as JSON, or to another logger. */
        void write(JsonGenerator json);
    }

    private RequestLog(int size) {
        this.size = size;
    }

    /**
     * Starts the thread that writes.
     *
     * @param size how many lines may wait
     */
    public static RequestLog start(int size) {
        RequestLog log = new RequestLog(size);
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    void write(LogLine line) {
        if (REQUESTS.isInfoEnabled()) {
            add(line::write);
        }
    }

    /** Explains why an answer is what it is, and returns the new reference under which it does. */
    String failure(String what, Throwable cause) {
        String reference = UUID.randomUUID().toString();
        failure(what, reference, cause);
        return reference;
    }

    /** Explains under a reference why an answer is what it is: with a stack trace, but for stores that are away. */
    void failure(String what, String reference, Throwable cause) {
        add(
                cause instanceof StoreUnavailableException
                        ? json -> outage.storeFailed(what, reference, cause, System.nanoTime())
                        : json -> LOG.error("{}, reference {}", what, reference, cause));
    }

    /** Notes that a store answered, which may end an outage; may be called on any thread. */
    void storeAnswered() {
        outage.storeAnswered(System.nanoTime());
    }

    private void add(Entry entry) {
        if (waiting.incrementAndGet() <= size) {
            queue.add(entry);
        } else {
            waiting.decrementAndGet();
            droppedInAll.increment();
            dropped.incrementAndGet();
        }
    }

    /** How many lines were dropped so far, because the reader of the log was slow. */
    public long dropped() {
        return droppedInAll.sum();
    }

    private void run() {
        List<Entry> batch = new ArrayList<>(BATCH);
        boolean last = false;
        while (!last || !queue.isEmpty()) {
            last = closed;
            takeBatch(batch);
            try {
                write(batch);
            } catch (RuntimeException e) {
                LOG.error("lines of the request log could not be written", e);
            }
            if (batch.isEmpty() && !last) {
                LockSupport.parkNanos(this, POLL_NANOS);
            }
            batch.clear();
        }
    }

    private void takeBatch(List<Entry> batch) {
        while (batch.size() < BATCH) {
            Entry entry = queue.poll();
            if (entry == null) {
                break;
            }
            batch.add(entry);
        }
        waiting.addAndGet(-batch.size());
    }

    private void write(List<Entry> batch) {
        batch.forEach(entry -> entry.write(json));
        json.flush();
        if (lines.getBuffer().length() > 0) {
            int from = lines.getBuffer().charAt(0) == '\n' ? 1 : 0;
            String text = lines.getBuffer().substring(from);
            lines.getBuffer().setLength(0);
            REQUESTS.info(text);
        }
        long missing = dropped.getAndSet(0);
        if (missing > 0) {
            LOG.warn("{} lines were dropped, because the reader of the log was slow", missing);
        }
        outage.tick(System.nanoTime());
    }

    /** Writes what is left, for as long as the log is read, two seconds at most. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
