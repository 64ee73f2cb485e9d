package org.symbolon.http;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.google.common.collect.Streams;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a thread that writes them, so that nobody who logs waits for a reader that has stalled: event loops,
 * plug-ins and the end of the process log too. Events that the queue has no room for are dropped and counted. The
 * program's {@code logback.xml} names this class.
 */
public final class EventAppender extends AsyncAppender {
    /** How many events were dropped since the log last said so. */
    private final AtomicLong dropped = new AtomicLong();

    private final LongAdder droppedInAll = new LongAdder();

    public EventAppender() {
        setNeverBlock(true);
        setDiscardingThreshold(0);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            droppedInAll.increment();
            dropped.incrementAndGet();
        } else {
            sayWhatIsMissing();
            super.append(event);
        }
    }

    private void sayWhatIsMissing() {
        long missing = dropped.getAndSet(0);
        if (missing > 0 && getContext() instanceof LoggerContext context) {
            String name = EventAppender.class.getName();
            super.append(new LoggingEvent(
                    name,
                    context.getLogger(name),
                    Level.WARN,
                    "{} events were dropped, because the reader of the log was slow",
                    null,
                    new Object[] {missing}));
        }
    }

    /** Writes what is left, for as long as the log is read, {@code maxFlushTime} at most. */
    @Override
    public void stop() {
        if (isStarted()) {
            sayWhatIsMissing();
        }
        super.stop();
    }

    /** Writes what is left of the process's events; what is logged later is lost. */
    static void finish() {
        // Other appenders may be waiting for a reader, and would have to be waited for.
        all().forEach(EventAppender::stop);
    }

    /** How many events of the process were dropped so far. */
    static long droppedOfProcess() {
        return all().mapToLong(events -> events.droppedInAll.sum()).sum();
    }

    private static Stream<EventAppender> all() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? Streams.stream(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                        .filter(EventAppender.class::isInstance)
                        .map(EventAppender.class::cast)
                : Stream.empty();
    }
}
