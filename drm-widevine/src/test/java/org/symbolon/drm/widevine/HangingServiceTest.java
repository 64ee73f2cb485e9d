package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.drm.widevine.call.ServiceCalls;
import org.symbolon.drm.widevine.call.ServiceGuard;

/** A licence service that does not answer takes nothing from others, and is left alone. */
@Timeout(120)
@ResourceLock(LicenseServiceClientTest.THREADS)
class HangingServiceTest {
    private static final String OK = "{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\"}";

    private final DemoLicenseService demo = DemoLicenseService.start(new SecureRandom());
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServiceGuard.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        public synchronized void doAppend(ILoggingEvent event) {
            super.doAppend(event);
        }
    };

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
        demo.close();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private static LicenseRefusedException refusal(
            Licensing licensing, int account, int token, LicenseService service) {
        LicenseRefusedException refusal =
                licensing.refusal(Licensing.request(account, token, service)).orElseThrow();
        assertEquals(-7008, Licensing.code(refusal));
        return refusal;
    }

    private List<String> lines(String endpoint) {
        synchronized (log) {
            return log.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .filter(line -> line.contains(endpoint))
                    .toList();
        }
    }

    @Test
    void hangingService_takesNoMoreThanItsShare_andOthersGoOn() throws Exception {
        Licensing licensing = new Licensing(settings -> settings.with(ServiceCalls.MAX_CALLS, "12")
                .with(ServiceCalls.READ_TIMEOUT, "PT1M")
                .with(ServiceCalls.TOTAL_TIMEOUT, "PT1M"));
        CountDownLatch arrived = new CountDownLatch(6);
        try (FakeService hanging = new FakeService((number, out) -> {
            arrived.countDown();
            end.await();
        })) {
            CountDownLatch refusedAtOnce = new CountDownLatch(34);
            for (int token = 0; token < 40; token++) {
                var request = Licensing.request(1, token, hanging.service());
                callers.execute(() -> {
                    licensing.refusal(request);
                    refusedAtOnce.countDown();
                });
            }
            assertTrue(arrived.await(60, TimeUnit.SECONDS));
            assertTrue(refusedAtOnce.await(60, TimeUnit.SECONDS), "beyond half of the calls they are refused");
            assertEquals(6, hanging.requests.get());
            for (int token = 0; token < 40; token++) {
                licensing.license(Licensing.request(2, token, demo.service()));
            }
        }
    }

    @Test
    void serviceThatDoesNotAnswer_isLeftAlone_withOneLineInTheLog_untilItAnswers() throws IOException {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        AtomicBoolean mended = new AtomicBoolean();
        Licensing licensing = new Licensing(
                settings -> settings.with(ServiceCalls.READ_TIMEOUT, "PT0.2S").with(ServiceCalls.PAUSE, "PT0.5S"));
        try (FakeService service = new FakeService((number, out) -> {
            if (mended.get()) {
                out.write(FakeService.http("200 OK", OK));
            } else {
                end.await();
            }
        })) {
            String endpoint = service.service().endpoint().toString();
            while (lines(endpoint).isEmpty()) {
                refusal(licensing, 1, 1, service.service());
            }
            assertEquals(5, service.requests.get());
            assertEquals(
                    "A licence service that does not answer is left alone for a while.",
                    refusal(licensing, 1, 2, service.service()).explanation().rule());
            mended.set(true);
            assertEquals(
                    "OK",
                    licensing
                            .license(Licensing.request(2, 1, service.service()))
                            .device()
                            .get("status"));
            while (licensing.refusal(Licensing.request(1, 1, service.service())).isPresent()) {
                Thread.onSpinWait();
            }
            assertEquals(7, service.requests.get(), "one of another account, and one after the pause");
            assertEquals(
                    List.of(
                            "the licence service " + endpoint
                                    + " does not answer; licences for account 1 are refused, and one call tries it"
                                    + " every PT0.5S",
                            "the licence service " + endpoint
                                    + " answers again for account 1; licences are made again"),
                    lines(endpoint));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
    void serviceBehindAProxyThatDoesNotReachIt_isLeftAlone(String statusLine) throws IOException {
        assertEquals(5, requestsOf(20, statusLine));
    }

    /** A viewer could send challenges that a service answers so. */
    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "403 Forbidden", "500 Internal Server Error"})
    void serviceThatRefuses_isNotLeftAlone(String statusLine) throws IOException {
        assertEquals(20, requestsOf(20, statusLine));
    }

    private static int requestsOf(int redemptions, String statusLine) throws IOException {
        Licensing licensing = new Licensing(settings -> settings.with(ServiceCalls.PAUSE, "PT10M"));
        try (FakeService service =
                new FakeService((number, out) -> out.write(FakeService.http(statusLine, "<html></html>")))) {
            for (int token = 0; token < redemptions; token++) {
                refusal(licensing, 1, token, service.service());
            }
            return service.requests.get();
        }
    }
}
