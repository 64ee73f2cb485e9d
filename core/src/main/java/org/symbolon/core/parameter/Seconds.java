package org.symbolon.core.parameter;

import java.time.Duration;
import java.util.Optional;

/**
 * Lengths of time as parameters write them: whole seconds without leading zeros, at most 4294967295 (136 years), which is what four bytes of
 * a licence hold.
 */
public final class Seconds {
    /** The largest number of seconds that is accepted. */
    public static final long MOST = 0xffff_ffffL;

    private Seconds() {}

    /** The length of time; empty for text that is not a whole number, or is a number outside of the limits. */
    public static Optional<Duration> parse(String text, long least) {
        long seconds = WholeNumber.parse(text).orElse(-1);
        return seconds >= least && seconds <= MOST ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /** The rule, for error messages. */
    public static String rule(long least) {
        return "must be a whole number of seconds, " + least + " to " + MOST;
    }
}
