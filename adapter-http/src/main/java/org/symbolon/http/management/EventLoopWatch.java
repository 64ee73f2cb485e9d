package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late event loops do what is due: a request that arrives meanwhile waits as long. One that has done
 * nothing for long will hardly do anything again.
 */
public final class EventLoopWatch implements AutoCloseable {
    /** For a loop of a service: no pause of the virtual machine is as long. */
    public static final Duration HANGS = Duration.ofSeconds(30);

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ImmutableList<Loop> loops;
    private final Duration hangs;

    private EventLoopWatch(ImmutableList<Loop> loops, Duration hangs) {
        this.loops = loops;
        this.hangs = hangs;
    }

    /**
     * Starts to measure.
     *
     * @param hangs after how long a loop that has done nothing is a problem
     */
    public static EventLoopWatch start(Iterable<EventExecutor> loops, MeterRegistry meters, Duration hangs) {
        Timer delay = Timer.builder("symbolon.event.loop.delay")
                .description("How late event loops do what is due; requests that arrive meanwhile wait as long")
                .register(meters);
        return new EventLoopWatch(
                Streams.stream(loops)
                        .map(loop -> {
                            Loop watched = new Loop(delay);
                            watched.schedule = Optional.of(loop.scheduleWithFixedDelay(
                                    watched::run, INTERVAL_NANOS, INTERVAL_NANOS, TimeUnit.NANOSECONDS));
                            return watched;
                        })
                        .collect(ImmutableList.toImmutableList()),
                hangs);
    }

    private static final class Loop {
        private final Timer delay;
        private volatile long due = System.nanoTime() + INTERVAL_NANOS;
        private Optional<Future<?>> schedule = Optional.empty();

        Loop(Timer delay) {
            this.delay = delay;
        }

        void run() {
            delay.record(Math.max(0, late()), TimeUnit.NANOSECONDS);
            due = System.nanoTime() + INTERVAL_NANOS;
        }

        long late() {
            return System.nanoTime() - due;
        }
    }

    /** Which event loop hangs; empty if none does. */
    public Optional<String> problem() {
        return loops.stream()
                .map(Loop::late)
                .filter(late -> late >= hangs.toNanos())
                .findFirst()
                .map(late -> "an event loop has done nothing for " + TimeUnit.NANOSECONDS.toSeconds(late) + " s");
    }

    @Override
    public void close() {
        loops.forEach(loop -> loop.schedule.ifPresent(schedule -> schedule.cancel(false)));
    }
}
