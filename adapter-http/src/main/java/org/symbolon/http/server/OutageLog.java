package org.symbolon.http.server;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a store is away: with a stack trace when it goes away, in at most one line a second while it lasts, and
 * once when it is back. A line for each request that fails would say the same thousands of times. All methods except
 * {@link #storeAnswered} are used by the thread of the {@link RequestLog} only.
 */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private volatile boolean away;
    private volatile long lastAnswer;
    private long began;
    private long lastFailure;
    private long lastLine;
    private long failed;
    private long unsaid;
    private String latest = "";

    /** A store answered; may be called on any thread. */
    void storeAnswered(long now) {
        if (away) {
            lastAnswer = now;
        }
    }

    /** A request failed because a store did not answer. */
    void storeFailed(String what, String reference, Throwable cause, long now) {
        lastFailure = now;
        failed++;
        if (away) {
            unsaid++;
            latest = reference + ": " + firstLine(cause);
        } else {
            LOG.error("{}, reference {}", what, reference, cause);
            away = true;
            began = now;
            lastLine = now;
            lastAnswer = now;
        }
    }

    /** Some drivers write several lines. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Says what is to be said by now; to be called several times a second. */
    void tick(long now) {
        if (!away) {
            return;
        }
        if (unsaid > 0 && now - lastLine >= SECOND) {
            LOG.error("the store still does not answer: {} more requests failed, the latest with {}", unsaid, latest);
            lastLine = now;
            unsaid = 0;
        }
        // An answer counts once nothing has failed for a second: some requests may succeed in the middle of an outage.
        if (lastAnswer - lastFailure > 0 && now - lastFailure >= SECOND) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(now - began);
            LOG.info("the store answers again: it was away for {} s, and {} requests failed", seconds, failed);
            away = false;
            failed = 0;
            unsaid = 0;
        }
    }
}
