package org.symbolon.store.jdbc.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.base.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;

final class CircuitBreakerTest {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private final SQLException gone = new SQLException("gone", "08006");

    private final Logger logger = (Logger) LoggerFactory.getLogger(CircuitBreaker.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger recoveries = new AtomicInteger();
    private final HandDriven clock = new HandDriven();
    private boolean back;
    private Runnable whileLooking = () -> {};
    private final CircuitBreaker breaker =
            new CircuitBreaker("db.example.com:5432/symbolon", this::look, recoveries::incrementAndGet, clock);

    private static final class HandDriven extends Ticker {
        private long now = Long.MAX_VALUE - 1_000_000;

        @Override
        public long read() {
            return now;
        }

        void pass(Duration time) {
            now += time.toNanos();
        }
    }

    private void look() throws SQLException {
        looks.incrementAndGet();
        whileLooking.run();
        if (!back) {
            throw gone;
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void hush() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private void suspect() {
        clock.pass(MOMENT);
        breaker.failed(breaker.enter());
    }

    /** Opens the breaker by a probe that fails. */
    private void lose() {
        looks.set(0);
        suspect();
        assertRefused();
        assertEquals(1, looks.getAndSet(0));
    }

    private void assertRefused() {
        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, breaker::enter);
        assertTrue(thrown.getMessage().contains("db.example.com:5432/symbolon"), thrown.getMessage());
    }

    @Test
    void enter_whereNothingWasLost_passesWithoutALook() {
        assertDoesNotThrow(breaker::enter);
        assertEquals(0, looks.get());
    }

    @Test
    void enter_afterASuspicion_looksAtOnce_andPassesWhereItWasWrong() {
        back = true;
        suspect();
        assertDoesNotThrow(breaker::enter);
        assertDoesNotThrow(breaker::enter);
        assertEquals(1, looks.get());
        assertEquals(List.of(), log.list, "nothing was lost");
        assertEquals(0, recoveries.get());
    }

    @Test
    void enter_afterALoss_isRefusedWithoutALook_untilThePauseIsOver() {
        lose();
        assertRefused();
        clock.pass(CircuitBreaker.PAUSE.minus(MOMENT));
        assertRefused();
        assertEquals(0, looks.get());

        back = true;
        clock.pass(MOMENT);
        assertDoesNotThrow(breaker::enter);
        assertEquals(1, looks.get());
    }

    @Test
    void enter_afterALookInVain_isRefusedForAnotherPause() {
        lose();
        clock.pass(CircuitBreaker.PAUSE);
        assertRefused();
        assertEquals(1, looks.get());
        clock.pass(CircuitBreaker.PAUSE.minus(MOMENT));
        assertRefused();
        assertEquals(1, looks.get());
        clock.pass(MOMENT);
        assertRefused();
        assertEquals(2, looks.get());
    }

    @Test
    void pause_beginsAtTheEndOfALook() {
        lose();
        clock.pass(CircuitBreaker.PAUSE);
        whileLooking = () -> clock.pass(CircuitBreaker.PAUSE.multipliedBy(2));
        assertRefused();
        assertRefused();
        assertEquals(1, looks.get());
    }

    @Test
    void enter_whileAnotherLooks_isRefused() {
        lose();
        clock.pass(CircuitBreaker.PAUSE);
        back = true;
        whileLooking = this::assertRefused;
        assertDoesNotThrow(breaker::enter);
        assertEquals(1, looks.get());
    }

    @Test
    void lookThatThrowsSomethingElse_letsAnotherOneLook() {
        lose();
        clock.pass(CircuitBreaker.PAUSE);
        whileLooking = () -> {
            throw new IllegalStateException("no");
        };
        assertThrows(IllegalStateException.class, breaker::enter);

        whileLooking = () -> {};
        back = true;
        clock.pass(CircuitBreaker.PAUSE);
        assertDoesNotThrow(breaker::enter);
    }

    @Test
    void interruptedLook_saysNothingOfTheServer() {
        suspect();
        whileLooking = Thread.currentThread()::interrupt;
        assertRefused();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), log.list);

        back = true;
        whileLooking = () -> {};
        assertDoesNotThrow(breaker::enter);
    }

    @Test
    void lost_whereAnotherHadAnAnswerMeanwhile_isNotBelieved() {
        long entered = breaker.enter();
        clock.pass(MOMENT);
        breaker.answered();
        breaker.failed(entered);
        assertDoesNotThrow(breaker::enter);
    }

    @Test
    void lost_byACallFromBeforeTheRecovery_isNotBelieved() {
        clock.pass(MOMENT);
        long late = breaker.enter();
        lose();
        clock.pass(CircuitBreaker.PAUSE);
        back = true;
        breaker.enter();

        breaker.failed(late);
        assertDoesNotThrow(breaker::enter);
    }

    @Test
    void lossAndRecovery_areLoggedOnceEach() {
        for (int outage = 1; outage <= 2; outage++) {
            back = false;
            lose();
            for (int i = 0; i < 10; i++) {
                clock.pass(CircuitBreaker.PAUSE);
                assertRefused();
            }
            back = true;
            clock.pass(CircuitBreaker.PAUSE);
            breaker.enter();
            breaker.enter();
            assertEquals(outage, recoveries.get());
            assertEquals(
                    List.of(Level.WARN, Level.INFO),
                    log.list.stream()
                            .map(ILoggingEvent::getLevel)
                            .skip(2L * outage - 2)
                            .toList());
        }
    }
}
