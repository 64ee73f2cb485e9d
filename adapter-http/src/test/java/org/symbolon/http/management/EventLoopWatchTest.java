package org.symbolon.http.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventLoopWatchTest {
    private static final Duration HANGS = Duration.ofMillis(400);

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Test
    void loopThatHangs_isAProblemUntilItGoesOn_andItsDelayIsMeasured() throws InterruptedException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(2);
        try (EventLoopWatch watch = EventLoopWatch.start(loops, meters, HANGS)) {
            Timer delay = meters.get("symbolon.event.loop.delay").timer();
            await(() -> delay.count() >= 2 && watch.problem().isEmpty());

            CountDownLatch goOn = new CountDownLatch(1);
            Future<?> hanging = loops.next().submit(() -> goOn.await(1, TimeUnit.MINUTES));
            await(() -> watch.problem().isPresent());
            assertEquals(
                    "an event loop has done nothing for 0 s",
                    watch.problem().map(text -> text.replaceAll("\\d+", "0")).orElseThrow());
            goOn.countDown();
            await(() -> hanging.isDone() && watch.problem().equals(Optional.empty()));
            assertTrue(delay.max(TimeUnit.MILLISECONDS) >= HANGS.toMillis(), "the delay is not measured");
        } finally {
            Future<?> unused = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        }
    }
}
