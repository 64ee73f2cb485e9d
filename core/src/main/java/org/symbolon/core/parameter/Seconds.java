package org.symbolon.core.parameter;

import java.time.Duration;
import java.util.Optional;

/**
 * Lengths of time as parameters write them: whole seconds, at most 4294967295 (136 years), which is what four bytes of
 * a licence hold.
 */
public final class Seconds {
    /** The most that is taken. */
    public static final long MOST = 0xffff_ffffL;

    private Seconds() {}

    /** The length of time; empty for text that is no whole number, or one below the least or above the most. */
    public static Optional<Duration> parse(String text, long least) {
        long seconds = WholeNumber.parse(text).orElse(-1);
        return seconds >= least && seconds <= MOST ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /** The rule, for whoever broke it. */
    public static String rule(long least) {
        return "must be a whole number of seconds, " + least + " to " + MOST;
    }
}
