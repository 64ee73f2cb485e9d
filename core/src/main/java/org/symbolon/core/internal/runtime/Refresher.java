package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads accounts, credentials and key ring again and again, so that changes by other processes come into force. Each
 * has a thread of its own: a disabled account is noticed in time although the file of the key ring hangs.
 */
public final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private final ScheduledExecutorService timer;
    private final Set<Runnable> failing = new HashSet<>();

    private Refresher(int threads) {
        this.timer = Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, "symbolon-refresh");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to call the given code, each by itself; the interval lies between two calls. */
    public static Refresher start(ImmutableList<Runnable> refreshes, Duration interval) {
        Refresher refresher = new Refresher(refreshes.size());
        for (Runnable refresh : refreshes) {
            Future<?> unused = refresher.timer.scheduleWithFixedDelay(
                    () -> refresher.run(refresh), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return refresher;
    }

    /** Catches everything, because the timer would stop without a message after an exception. */
    private void run(Runnable refresh) {
        try {
            refresh.run();
            succeeded(refresh);
        } catch (Throwable e) {
            failed(refresh, e);
        }
    }

    private synchronized void succeeded(Runnable refresh) {
        if (failing.remove(refresh) && failing.isEmpty()) {
            LOG.info("accounts and key ring can be read again");
        }
    }

    /** Logs only the first of several failures, whichever of them it is. */
    private synchronized void failed(Runnable refresh, Throwable cause) {
        if (failing.isEmpty()) {
            LOG.warn("accounts or key ring cannot be read; what was read before stays in use", cause);
        }
        failing.add(refresh);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
