package org.symbolon.http;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where it cannot end by itself: after an error that leaves it half alive, and where SIGTERM is not
 * obeyed in time. Whoever watches the process starts another one, which a process that hangs would prevent.
 */
final class LastResort implements Consumer<Throwable> {
    /** The status that the JVM itself ends with under {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int BROKEN = 3;

    /** The status of a process that did not end in time after SIGTERM. */
    static final int HANGING = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final Duration grace;
    private final CountDownLatch ending = new CountDownLatch(1);

    private LastResort(Duration grace) {
        this.grace = grace;
    }

    /**
     * Starts the thread that ends the process. It starts now, because there may be no memory for a thread later.
     *
     * @param grace how long the process may take to end
     */
    static LastResort start(Duration grace) {
        LastResort started = new LastResort(grace);
        Thread thread = new Thread(started::awaitEnd, "symbolon-last-resort");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /** The process begins to end. */
    void ending() {
        ending.countDown();
    }

    private void awaitEnd() {
        try {
            ending.await();
            TimeUnit.NANOSECONDS.sleep(grace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        halt(HANGING, "the process did not end within http.shutdown.timeout", null);
    }

    /** Ends the process after an error of the virtual machine, or when an event loop has ended. */
    @Override
    public void accept(Throwable failure) {
        boolean broken = Throwables.getCausalChain(failure).stream()
                .anyMatch(cause -> cause instanceof HttpService.EventLoopEndedException
                        || (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)));
        if (broken) {
            halt(BROKEN, "the process cannot go on after this error, and ends", failure);
        }
    }

    private static void halt(int status, String why, @Nullable Throwable failure) {
        try {
            LOG.error(why, failure);
            EventAppender.finish();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }
}
