package org.symbolon.http;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a thread that writes them, so that nobody who logs waits for a reader that has stalled: event loops,
 * plug-ins and the end of the process log too. Events that the queue has no room for are dropped and counted. The
 * program's {@code logback.xml} names this class.
 */
public final class EventAppender extends AsyncAppender {
    private final AtomicLong dropped = new AtomicLong();

    public EventAppender() {
        setNeverBlock(true);
        setDiscardingThreshold(0);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
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
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> stop(appender));
        }
    }

    /** Others may be waiting for a reader, and would have to be waited for. */
    private static void stop(Appender<ILoggingEvent> appender) {
        if (appender instanceof EventAppender events) {
            events.stop();
        }
    }
}
