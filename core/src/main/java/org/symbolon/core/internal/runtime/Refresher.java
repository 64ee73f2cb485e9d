package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What cannot be read at the moment, and why. */
    private final Map<String, String> failing = new ConcurrentHashMap<>();

    private Refresher(int threads) {
        this.timer = Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, "symbolon-refresh");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to call the given code, each by itself; the interval lies between two calls. */
    public static Refresher start(ImmutableMap<String, Runnable> refreshes, Duration interval) {
        Refresher refresher = new Refresher(refreshes.size());
        refreshes.forEach((name, refresh) -> {
            Future<?> unused = refresher.timer.scheduleWithFixedDelay(
                    () -> refresher.run(name, refresh),
                    interval.toMillis(),
                    interval.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
        return refresher;
    }

    /** Why one of them failed the last time; empty if it did not. */
    public Optional<String> problem(String name) {
        return Optional.ofNullable(failing.get(name));
    }

    /** Catches everything, because the timer would stop without a message after an exception. */
    private void run(String name, Runnable refresh) {
        try {
            refresh.run();
            succeeded(name);
        } catch (Throwable e) {
            failed(name, e);
        }
    }

    private synchronized void succeeded(String name) {
        if (failing.remove(name) != null && failing.isEmpty()) {
            LOG.info("accounts and key ring can be read again");
        }
    }

    /** Logs only the first of several failures, whichever of them it is. */
    private synchronized void failed(String name, Throwable cause) {
        if (failing.isEmpty()) {
            LOG.warn("accounts or key ring cannot be read; what was read before stays in use", cause);
        }
        failing.put(name, name + " cannot be read, and what was read before stays in use; the log says why");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
