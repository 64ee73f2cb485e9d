package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.symbolon.http.management.RequestMeters;

/** In this package, because log lines are made here alone. */
final class RequestMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestMeters meters = new RequestMeters(registry);

    private static LogLine line(int status, int... codes) {
        LogLine line = new LogLine();
        line.route("/hms/wv/token");
        Answer answer = Answer.of(status, "text/plain", "");
        ImmutableList.Builder<Integer> told = ImmutableList.builder();
        for (int code : codes) {
            told.add(code);
        }
        line.answered("GET", answer.withCodes(told.build()));
        line.ended(0, 0);
        return line;
    }

    @Test
    void outcomesBeyondTheBound_areOne() {
        for (int code = 1; code <= 1000; code++) {
            meters.accept(line(400, -code));
        }
        assertEquals(1 + 256 + 1, registry.get("symbolon.requests").counters().size());
        Counter others = registry.get("symbolon.requests")
                .tags("outcome", "refused", "status", "other", "code", "other")
                .counter();
        assertEquals(1000 - 256, others.count());
        meters.accept(line(400, -1));
        assertEquals(
                2,
                registry.get("symbolon.requests").tags("code", "-1").counter().count());
    }

    /** An answer that did not reach its end is none, whatever its head said. */
    @Test
    void answerThatWasBrokenOff_isNoGoodOne() {
        LogLine line = line(200);
        line.brokenOff();
        meters.accept(line);
        assertEquals(
                1,
                registry.get("symbolon.requests")
                        .tags("outcome", "broken_off")
                        .counter()
                        .count());
    }

    @Test
    void usualAnswer_takesNoMemory() {
        LogLine line = line(200);
        long perAnswer = Long.MAX_VALUE;
        for (int round = 0; round < 20 && perAnswer > 0; round++) {
            perAnswer = allocated(line, 20_000) / 20_000;
        }
        assertEquals(0, perAnswer);
        assertTrue(registry.get("symbolon.request.duration").timer().count() > 0);
    }

    private long allocated(LogLine line, int answers) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < answers; i++) {
            meters.accept(line);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
