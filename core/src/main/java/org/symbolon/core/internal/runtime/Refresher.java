package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads accounts, credentials and key ring again and again, so that changes by other processes come into force. */
public final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private final ImmutableList<Runnable> refreshes;
    private final ScheduledExecutorService timer;
    private boolean failing;

    private Refresher(ImmutableList<Runnable> refreshes) {
        this.refreshes = refreshes;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "symbolon-refresh");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to call the given code; the interval lies between two rounds. */
    public static Refresher start(ImmutableList<Runnable> refreshes, Duration interval) {
        Refresher refresher = new Refresher(refreshes);
        Future<?> unused = refresher.timer.scheduleWithFixedDelay(
                refresher::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return refresher;
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

    /**
     * Catches everything, because the timer would stop without a message after an exception. Logs only the first of
     * several failures.
     */
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
        timer.shutdownNow();
    }
}
