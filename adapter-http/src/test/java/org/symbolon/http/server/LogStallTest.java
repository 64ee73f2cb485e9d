package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.http.FakeStores;
import org.symbolon.http.TestService;

/** A log whose reader stalls, and what is logged while a store is away. */
final class LogStallTest {
    private static final Pattern DROPPED = Pattern.compile("(\\d+) lines were dropped.*");

    private final CountDownLatch reads = new CountDownLatch(1);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
            if (stalls.get()) {
                try {
                    reads.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    };
    private final AtomicBoolean stalls = new AtomicBoolean();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger requests = (Logger) LoggerFactory.getLogger("symbolon.requests");

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
        requests.addAppender(appender);
        ((Logger) LoggerFactory.getLogger(OutageLog.class)).setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        reads.countDown();
        root.detachAppender(appender);
        requests.detachAppender(appender);
    }

    private long requestLines() {
        return events.stream()
                .filter(event -> event.getLoggerName().equals("symbolon.requests"))
                .flatMap(event -> event.getFormattedMessage().lines())
                .count();
    }

    private String others() {
        return events.stream()
                .filter(event -> !event.getLoggerName().equals("symbolon.requests"))
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void readerThatStalls_isNoticedByNobodyAndDroppedLinesAreCounted() {
        String metrics;
        try (TestService service = TestService.start(ImmutableMap.of(HttpSettings.LOG_QUEUE, "100"))) {
            events.clear();
            stalls.set(true);
            for (int i = 0; i < 500; i++) {
                assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            }
            assertEquals(1, events.size(), "the reader has stalled since its first event, and nobody waited for it");
            metrics = service.manage("/metrics").body();
            stalls.set(false);
            reads.countDown();
        }
        Matcher dropped = DROPPED.matcher(others());
        assertTrue(dropped.find(), others());
        assertEquals(500, requestLines() + Integer.parseInt(dropped.group(1)));
        assertTrue(
                metrics.contains("symbolon_log_dropped_total{log=\"requests\"} " + dropped.group(1) + ".0"), metrics);
    }

    @Test
    void storeThatIsAway_isLoggedOnceWithATraceThenOnceASecondAndOnceWhenItIsBack() throws InterruptedException {
        AtomicBoolean away = new AtomicBoolean(true);
        FakeStores stores = FakeStores.before(() -> {
            if (away.get()) {
                throw new StoreUnavailableException("the test's store does not answer\n  and says so at length");
            }
        });
        try (TestService service = TestService.start(stores)) {
            service.change(account -> account.metered(true));
            service.symbolon.balance().set(TestService.ACCOUNT, 10);
            Instant end = Instant.now().plusMillis(2500);
            int refused = 0;
            for (; Instant.now().isBefore(end); refused++) {
                assertEquals(503, service.get("wv", TestService.valid("wv")).statusCode());
                Thread.sleep(5);
            }
            assertTrue(refused > 50, "requests: " + refused);
            away.set(false);
            Thread.sleep(1200);
            assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            for (int i = 0; i < 100 && !others().contains("the store answers again"); i++) {
                Thread.sleep(50);
            }
            assertTrue(others().contains("and " + refused + " requests failed"), others());
        }
        List<ILoggingEvent> errors =
                events.stream().filter(event -> event.getLevel() == Level.ERROR).toList();
        assertEquals(
                1,
                errors.stream()
                        .filter(event -> event.getThrowableProxy() != null)
                        .count());
        assertTrue(errors.size() >= 3 && errors.size() <= 5, others());
        assertFalse(others().contains("\n  and"), "one line each: " + others());
    }
}
