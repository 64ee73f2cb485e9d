package org.symbolon.core.store.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @ParameterizedTest
    @CsvSource({
        "100/s, 100, PT1S, 100",
        "1/m burst 1000000, 1, PT1M, 1000000",
        "1000000/h burst 1, 1000000, PT1H, 1",
    })
    void text_isReadAndWrittenAsItWas(String text, long requests, Duration period, long burst) {
        RateLimit limit = RateLimit.parse(text).orElseThrow();

        assertEquals(new RateLimit(requests, period, burst), limit);
        assertEquals(text, limit.toString());
        assertFalse(limit.isOff());
    }

    @Test
    void off_admitsEverything() {
        assertTrue(RateLimit.parse("off").orElseThrow().isOff());
        assertEquals("off", RateLimit.OFF.toString());
    }

    @Test
    void burstOfOnePeriod_isNotWritten() {
        assertEquals("5/s", RateLimit.parse("5/s burst 5").orElseThrow().toString());
    }

    @Test
    void limitThatCannotBeWritten_isNone() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, Duration.ofSeconds(2), 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, Duration.ofSeconds(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(-1, Duration.ofSeconds(1), 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0/s",
                "100",
                "100/d",
                "01/s",
                "1000001/s",
                "1/s burst 0",
                "1/s burst 1000001",
                "-1/s",
                "Off",
                "1/s  burst 2",
                "1/s burst",
                "1.5/s",
                "1/s\n"
            })
    void otherText_isNone(String text) {
        assertEquals(Optional.empty(), RateLimit.parse(text));
    }
}
