package org.symbolon.core.parameter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;

/**
 * The end of a token or licence, as a caller gives it: RFC 3339 in Zulu time ({@code 2006-04-14T12:01:10Z}, fractions
 * and lower-case letters allowed), or {@code +} and seconds from now. A leading space is read as the {@code +} that a client forgot to encode
 * (token-api, "Parameters of every token request").
 */
public final class EndTime {
    private static final int DATE_AND_TIME = "2006-04-14T12:01:10".length();
    private static final int NANO_DIGITS = 9;
    /** The bit that turns an ASCII letter into lower case. */
    private static final char LOWER_CASE = 0x20;

    private final Optional<Instant> instant;
    private final long seconds;

    private EndTime(Optional<Instant> instant, long seconds) {
        this.instant = instant;
        this.seconds = seconds;
    }

    /** Reads an end; {@code malformed} is the code for text that has neither form. */
    public static Parsed<EndTime> parse(String text, ErrorCode malformed) {
        char first = text.isEmpty() ? '\0' : text.charAt(0);
        return first == '+' || first == ' ' ? relative(text, malformed) : absolute(text, malformed);
    }

    private static Parsed<EndTime> relative(String text, ErrorCode malformed) {
        long seconds = WholeNumber.parse(text.substring(1), -1);
        return Seconds.isAllowed(seconds, 0)
                ? Parsed.valid(new EndTime(Optional.empty(), seconds))
                : Parsed.invalid(
                        malformed, "must have whole seconds after '+', 0 to 4294967295, without leading zeros");
    }

    private static Parsed<EndTime> absolute(String text, ErrorCode malformed) {
        if (!isZulu(text)) {
            return Parsed.invalid(
                    malformed, "must be like 2006-04-14T12:01:10Z, with no offset but Z, or '+' and seconds");
        }
        try {
            LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            LocalTime time =
                    LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos(text));
            return Parsed.valid(new EndTime(Optional.of(date.atTime(time).toInstant(ZoneOffset.UTC)), 0));
        } catch (DateTimeException noSuchTime) {
            return Parsed.invalid(malformed, "names no date and time that exists");
        }
    }

    private static boolean isZulu(String text) {
        int last = text.length() - 1;
        if (last < DATE_AND_TIME || (text.charAt(last) | LOWER_CASE) != 'z') {
            return false;
        }
        for (int i = 0; i < DATE_AND_TIME; i++) {
            boolean matches =
                    switch (i) {
                        case 4, 7 -> text.charAt(i) == '-';
                        case 10 -> (text.charAt(i) | LOWER_CASE) == 't';
                        case 13, 16 -> text.charAt(i) == ':';
                        default -> text.charAt(i) >= '0' && text.charAt(i) <= '9';
                    };
            if (!matches) {
                return false;
            }
        }
        return last == DATE_AND_TIME
                || (text.charAt(DATE_AND_TIME) == '.' && WholeNumber.isDigits(text.substring(DATE_AND_TIME + 1, last)));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static int nanos(String text) {
        int digits = Math.min(text.length() - 1, DATE_AND_TIME + 1 + NANO_DIGITS) - DATE_AND_TIME - 1;
        if (digits <= 0) {
            return 0;
        }
        int nanos = number(text, DATE_AND_TIME + 1, DATE_AND_TIME + 1 + digits);
        for (int i = digits; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The instant that is meant, if the request is made now. */
    public Instant after(Instant now) {
        return instant.orElseGet(() -> now.plusSeconds(seconds));
    }

    /** Whether it was given as an instant, so that it depends on the caller's clock. */
    public boolean isAbsolute() {
        return instant.isPresent();
    }
}
