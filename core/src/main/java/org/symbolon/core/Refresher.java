package org.symbolon.core;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for changes that other processes made to accounts and key ring, again and again, until it is closed. Says once when a store goes away, and once when it is back. */
final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private final Runnable refresh;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> task;
    private boolean failing;

    Refresher(Runnable refresh, Duration interval) {
        this.refresh = refresh;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "symbolon-refresh");
            thread.setDaemon(true);
            return thread;
        });
        this.task = timer.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            refresh.run();
            if (failing) {
                LOG.info("accounts and key ring can be read again");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("accounts or key ring cannot be read; what was read before stays in use", e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        task.cancel(false);
        timer.shutdown();
    }
}
