package org.symbolon.drm.widevine.call;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Leaves a licence service alone while it does not answer. If at least half of the calls in the last ten to twenty
 * seconds failed, and at least five, no call is made for a pause. Then one call tries whether the service answers
 * again; until that call ends there is no other.
 *
 * <p>Half of the calls, and not some in a row, because a viewer may be able to send challenges that a service does not
 * answer, and must not stop the licences of others with them.
 */
final class CircuitBreaker {
    private static final int MIN_FAILURES = 5;
    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final Ticker ticker;
    private final long pauseNanos;
    /** The calls of this period and of the one before it. */
    private Outcomes recent = Outcomes.NONE;

    private Outcomes before = Outcomes.NONE;
    private long periodBegan;
    private boolean open;
    private boolean probing;
    private long openedOrProbed;

    /** What came of an attempt, as far as it changes what happens to later ones. */
    enum Change {
        NONE,
        /** The service is left alone from now on. */
        OPENED,
        /** The service answers again. */
        CLOSED
    }

    private record Outcomes(int calls, int failures) {
        static final Outcomes NONE = new Outcomes(0, 0);

        Outcomes plus(boolean answered) {
            return new Outcomes(calls + 1, answered ? failures : failures + 1);
        }

        Outcomes plus(Outcomes other) {
            return new Outcomes(calls + other.calls, failures + other.failures);
        }
    }

    /**
     * A breaker for one service.
     *
     * @param pause how long the service is left alone
     */
    CircuitBreaker(Ticker ticker, Duration pause) {
        this.ticker = ticker;
        this.pauseNanos = pause.toNanos();
        this.periodBegan = ticker.read();
    }

    /** A call that may be made. The caller must say how it ended. */
    final class Attempt {
        private final boolean probe;

        private Attempt(boolean probe) {
            this.probe = probe;
        }

        /** Ends the call; {@code answered} is whether the service answered at all, also if it refused. */
        Change ended(boolean answered) {
            return CircuitBreaker.this.ended(probe, answered);
        }
    }

    /** Begins a call; empty if the service is left alone now. */
    synchronized Optional<Attempt> begin() {
        if (!open) {
            return Optional.of(new Attempt(false));
        }
        if (probing || ticker.read() - openedOrProbed < pauseNanos) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Attempt(true));
    }

    private synchronized Change ended(boolean probe, boolean answered) {
        if (probe) {
            return probeEnded(answered);
        }
        if (open) {
            return Change.NONE; // The call began before the service was left alone; the next attempt decides.
        }
        startPeriodIfOver();
        recent = recent.plus(answered);
        Outcomes all = recent.plus(before);
        if (all.failures() < MIN_FAILURES || 2 * all.failures() < all.calls()) {
            return Change.NONE;
        }
        open = true;
        openedOrProbed = ticker.read();
        return Change.OPENED;
    }

    private Change probeEnded(boolean answered) {
        probing = false;
        open = !answered;
        openedOrProbed = ticker.read();
        if (open) {
            return Change.NONE;
        }
        recent = Outcomes.NONE;
        before = Outcomes.NONE;
        periodBegan = ticker.read();
        return Change.CLOSED;
    }

    private void startPeriodIfOver() {
        long age = ticker.read() - periodBegan;
        if (age >= PERIOD_NANOS) {
            before = age < 2 * PERIOD_NANOS ? recent : Outcomes.NONE;
            recent = Outcomes.NONE;
            periodBegan = ticker.read();
        }
    }
}
