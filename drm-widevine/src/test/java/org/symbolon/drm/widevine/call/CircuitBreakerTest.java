package org.symbolon.drm.widevine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.symbolon.drm.widevine.call.CircuitBreaker.Attempt;
import org.symbolon.drm.widevine.call.CircuitBreaker.Change;

class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private long nanos = Long.MAX_VALUE - 5; // System.nanoTime may overflow.
    private final CircuitBreaker breaker = new CircuitBreaker(
            new Ticker() {
                @Override
                public long read() {
                    return nanos;
                }
            },
            PAUSE);

    private Change end(boolean answered) {
        return breaker.begin().orElseThrow().ended(answered);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void open() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Change.NONE, end(false));
        }
        assertEquals(Change.OPENED, end(false));
    }

    @Test
    void fiveFailures_openIt_andNoCallIsMadeUntilThePauseIsOver() {
        open();
        assertFalse(breaker.begin().isPresent());
        pass(PAUSE.minusNanos(1));
        assertFalse(breaker.begin().isPresent());
        pass(Duration.ofNanos(1));
        assertTrue(breaker.begin().isPresent());
        assertFalse(breaker.begin().isPresent(), "only one call tries it");
    }

    @Test
    void probeThatIsAnswered_closesIt_andFailuresCountAnew() {
        open();
        pass(PAUSE);
        assertEquals(Change.CLOSED, end(true));
        open();
    }

    @Test
    void probeThatFails_isFollowedByAnotherPause_withoutASecondMessage() {
        open();
        pass(PAUSE);
        assertEquals(Change.NONE, end(false));
        assertFalse(breaker.begin().isPresent());
        pass(PAUSE);
        assertEquals(Change.CLOSED, end(true));
    }

    @Test
    void failuresOfLessThanHalfOfTheCalls_doNotOpenIt() {
        for (int i = 0; i < 100; i++) {
            assertEquals(Change.NONE, end(true));
            assertEquals(Change.NONE, end(true));
            assertEquals(Change.NONE, end(false));
        }
    }

    @Test
    void oldCalls_areForgotten() {
        for (int i = 0; i < 4; i++) {
            end(false);
        }
        pass(Duration.ofSeconds(10));
        assertEquals(Change.NONE, end(true));
        pass(Duration.ofSeconds(10));
        assertEquals(Change.NONE, end(false), "the first four are of the period before the last");
        pass(Duration.ofSeconds(25));
        open();
    }

    @Test
    void manyAnswersOfLongAgo_doNotHideThatItFailsNow() {
        for (int i = 0; i < 1000; i++) {
            end(true);
        }
        pass(Duration.ofSeconds(20));
        open();
    }

    @Test
    void callsThatBeganBeforeItOpened_changeNothing() {
        Attempt late = breaker.begin().orElseThrow();
        Attempt later = breaker.begin().orElseThrow();
        open();
        assertEquals(Change.NONE, late.ended(true));
        assertFalse(breaker.begin().isPresent());
        pass(PAUSE);
        Attempt probe = breaker.begin().orElseThrow();
        assertEquals(Change.NONE, later.ended(true));
        assertFalse(breaker.begin().isPresent(), "the probe has not ended");
        assertEquals(Change.CLOSED, probe.ended(true));
    }
}
