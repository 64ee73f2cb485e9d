package org.symbolon.core.parameter;

import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;

/**
 * Lengths of time as parameters write them: whole seconds without leading zeros, at most 4294967295 (136 years), which
 * is what four bytes of a licence hold.
 */
public final class Seconds {
    /** The largest number of seconds that is accepted. */
    public static final long MOST = 0xffff_ffffL;

    private Seconds() {}

    /** The length of time; empty for text that is not a whole number, or is a number outside of the limits. */
    public static Optional<Duration> parse(String text, long least) {
        long seconds = WholeNumber.parse(text, -1);
        return isAllowed(seconds, least) ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /** The same for the parser of a parameter; {@code otherwise} is the code for anything else. */
    public static Parsed<Duration> parse(String text, long least, ErrorCode otherwise) {
        long seconds = WholeNumber.parse(text, -1);
        return isAllowed(seconds, least)
                ? Parsed.valid(Duration.ofSeconds(seconds))
                : Parsed.invalid(otherwise, rule(least));
    }

    static boolean isAllowed(long seconds, long least) {
        return seconds >= least && seconds <= MOST;
    }

    /** The rule, for error messages. */
    public static String rule(long least) {
        return "must be a whole number of seconds, " + least + " to " + MOST;
    }
}
