package org.symbolon.store.jdbc;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what nobody waits for: the tick on one thread, top-ups on another, so that a long tick keeps no account waiting. */
final class LeaseThreads {
    private static final long TICK_MILLIS = 1_000;

    private final ScheduledThreadPoolExecutor threads;

    LeaseThreads() {
        threads = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "symbolon-leases");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void every(Runnable tick) {
        Future<?> unused = threads.scheduleWithFixedDelay(tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs a task soon, or not at all once it is closed. */
    void soon(Runnable task) {
        threads.execute(task);
    }

    /** Begins nothing any more, and waits for what has begun. */
    void close(Duration patience) {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
