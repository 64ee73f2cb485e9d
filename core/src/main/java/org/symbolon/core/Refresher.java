package org.symbolon.core;

import com.google.common.collect.ImmutableList;
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

    private final ImmutableList<Runnable> refreshes;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> task;
    private boolean failing;

    Refresher(ImmutableList<Runnable> refreshes, Duration interval) {
        this.refreshes = refreshes;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "symbolon-refresh");
            thread.setDaemon(true);
            return thread;
        });
        this.task = timer.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        boolean failed = false;
        for (Runnable refresh : refreshes) {
            failed |= !succeeds(refresh);
        }
        if (failing && !failed) {
            LOG.info("accounts and key ring can be read again");
        }
        failing = failed;
    }

    /** Catches whatever is thrown: the timer would never run again after it, without a word. */
    private boolean succeeds(Runnable refresh) {
        try {
            refresh.run();
            return true;
        } catch (Throwable e) {
            if (!failing) {
                LOG.warn("accounts or key ring cannot be read; what was read before stays in use", e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        task.cancel(false);
        timer.shutdown();
    }
}
