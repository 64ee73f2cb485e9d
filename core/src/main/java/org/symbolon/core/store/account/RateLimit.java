package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may be done: a token bucket that is filled with {@code requests} in each {@code period}, evenly,
 * and holds at most {@code burst}. It is written as {@code 100/s burst 200}; the periods are {@code s}, {@code m} and
 * {@code h} for a second, a minute and an hour, and a burst that is left out is the requests of one period. {@code off}
 * is no limit.
 */
public record RateLimit(long requests, Duration period, long burst) {
    private static final ImmutableMap<String, Duration> PERIODS =
            ImmutableMap.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /** The limit that admits everything. */
    public static final RateLimit OFF = new RateLimit(0, Duration.ofSeconds(1), 0);

    /** How a text must look, for messages. */
    public static final String RULE =
            "must be off, or a rate such as 100/s, 100/s burst 200, 600/m or 50/h, with numbers from 1 to 1000000";

    private static final Pattern TEXT =
            Pattern.compile("([1-9]\\d{0,5}|1000000)/([smh])(?: burst ([1-9]\\d{0,5}|1000000))?");
    /**
     * A limit.
     *
     * @param requests how many in each period; 0 for no limit
     * @param period a second, a minute or an hour
     * @param burst how many at once after a pause; 0 for no limit
     */
    public RateLimit {
        if (requests < 0 || !PERIODS.containsValue(period) || (burst < 1 && requests > 0)) {
            throw new IllegalArgumentException("this is no limit: " + requests + ", " + period + ", " + burst);
        }
    }

    /** Reads a limit; empty for a text that is none. */
    public static Optional<RateLimit> parse(String text) {
        if (text.equals("off")) {
            return Optional.of(OFF);
        }
        return Optional.of(TEXT.matcher(text)).filter(Matcher::matches).map(RateLimit::of);
    }

    private static RateLimit of(Matcher text) {
        long requests = Long.parseLong(text.group(1));
        Duration period = Objects.requireNonNull(PERIODS.get(text.group(2)));
        return new RateLimit(
                requests,
                period,
                Optional.ofNullable(text.group(3)).map(Long::parseLong).orElse(requests));
    }

    /** Whether it admits everything. */
    public boolean isOff() {
        return requests == 0;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        if (isOff()) {
            return "off";
        }
        String unit = PERIODS.entrySet().stream()
                .filter(each -> each.getValue().equals(period))
                .findFirst()
                .orElseThrow()
                .getKey();
        return requests + "/" + unit + (burst == requests ? "" : " burst " + burst);
    }
}
