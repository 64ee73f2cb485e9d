package org.symbolon.http.server;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.http.server.LineBuffer.Text;

/**
 * Writes one JSON object for each call, and explains failures, on a thread of its own. Where the reader of the log
 * stalls, that thread waits for it and the event loops go on: only so many lines may wait, and further ones are
 * dropped, counted, and told later.
 */
public final class RequestLog implements AutoCloseable {
    private static final Logger REQUESTS = LoggerFactory.getLogger("symbolon.requests");
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    /** How often the writer looks for lines. Adding a line does not wake it: that would cost more than the line. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long CLOSE_MILLIS = 2000;

    private final int size;

    /** Of each event loop, so that none waits for another one. */
    private final List<LineBuffer> buffers = new CopyOnWriteArrayList<>();

    private final Queue<Runnable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingFailures = new AtomicInteger();
    /** How many lines were dropped since the log last said so. */
    private final AtomicLong dropped = new AtomicLong();

    private final LongAdder droppedInAll = new LongAdder();
    private final OutageLog outage = new OutageLog();
    private final Thread writer = new Thread(this::run, "symbolon-log");
    private volatile boolean closed;

    private RequestLog(int size) {
        this.size = size;
    }

    /**
     * Starts the thread that writes.
     *
     * @param size how many lines may wait, each event loop having an equal part of them, and how many failures besides
     */
    public static RequestLog start(int size) {
        RequestLog log = new RequestLog(size);
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    /** What one event loop writes its lines to. */
    Consumer<LogLine> ofEventLoop() {
        LineBuffer buffer = new LineBuffer();
        buffers.add(buffer);
        return line -> {
            try {
                if (REQUESTS.isInfoEnabled() && !buffer.add(line, Math.max(1, size / buffers.size()))) {
                    drop();
                }
            } catch (RuntimeException e) {
                failure("a line of the request log could not be made", e);
            }
        };
    }

    /** Explains why an answer is what it is, and returns the new reference under which it does. */
    String failure(String what, Throwable cause) {
        String reference = UUID.randomUUID().toString();
        failure(what, reference, cause);
        return reference;
    }

    /** Explains under a reference why an answer is what it is: with a stack trace, but for stores that are away. */
    void failure(String what, String reference, Throwable cause) {
        if (waitingFailures.incrementAndGet() > size) {
            waitingFailures.decrementAndGet();
            drop();
        } else if (cause instanceof StoreUnavailableException) {
            failures.add(() -> outage.storeFailed(what, reference, cause, System.nanoTime()));
        } else {
            failures.add(() -> LOG.error("{}, reference {}", what, reference, cause));
        }
    }

    /** Notes that a store answered, which may end an outage; may be called on any thread. */
    void storeAnswered() {
        outage.storeAnswered(System.nanoTime());
    }

    private void drop() {
        droppedInAll.increment();
        dropped.incrementAndGet();
    }

    /** How many lines were dropped so far, because the reader of the log was slow. */
    public long dropped() {
        return droppedInAll.sum();
    }

    private void run() {
        boolean last = false;
        while (!last) {
            last = closed;
            try {
                writeAll();
            } catch (RuntimeException e) {
                LOG.error("the request log could not be written", e);
            }
            if (!last) {
                LockSupport.parkNanos(this, POLL_NANOS);
            }
        }
    }

    private void writeAll() {
        buffers.forEach(RequestLog::write);
        // Those that come meanwhile wait for the next time: lines must not wait for all of them.
        for (int left = waitingFailures.get(); left > 0 && !failures.isEmpty(); left--) {
            waitingFailures.decrementAndGet();
            failures.remove().run();
        }
        long missing = dropped.getAndSet(0);
        if (missing > 0) {
            LOG.warn("{} lines were dropped, because the reader of the log was slow", missing);
        }
        outage.tick(System.nanoTime());
    }

    private static void write(LineBuffer buffer) {
        for (Text text : buffer.take()) {
            try {
                REQUESTS.info(text.lines());
            } catch (RuntimeException e) {
                LOG.error("{} lines of the request log could not be written", text.count(), e);
            }
            buffer.wrote(text);
        }
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
