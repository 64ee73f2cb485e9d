package org.symbolon.core.store.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.immutables.value.Value;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/** Which usage to add up. A condition that is left out does not restrict the result. */
@Value.Immutable
public abstract class UsageQuery {
    /** The most days that one query covers: a year with a leap day. */
    public static final int MOST_DAYS = 366;

    /** What has a sum of its own. */
    public enum Grouping {
        /** Each day. */
        DAY,
        /** Each DRM. */
        DRM,
        /** Each outcome, and of refusals each code. */
        OUTCOME;

        /** The name on command lines and in URLs: {@code day}, {@code drm} or {@code outcome}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Grouping> parse(String id) {
            return Stream.of(values()).filter(by -> by.id().equals(id)).findFirst();
        }
    }

    public abstract Optional<AccountId> account();

    public abstract Optional<Environment> environment();

    /** The first day, in UTC. */
    public abstract LocalDate firstDay();

    /** The last day, in UTC. */
    public abstract LocalDate lastDay();

    /** What has a sum of its own; nothing if left out. */
    public abstract Optional<Grouping> by();

    @Value.Check
    final void check() {
        if (!isPeriod(firstDay(), lastDay())) {
            throw new IllegalArgumentException("a query covers 1 to " + MOST_DAYS + " days");
        }
    }

    private static boolean isPeriod(LocalDate first, LocalDate last) {
        return !last.isBefore(first) && ChronoUnit.DAYS.between(first, last) < MOST_DAYS;
    }

    /**
     * Begins a query for a period as people name it.
     *
     * @param from the first day; the first one of the month of the last day if left out
     * @param before the day after the last one; tomorrow if left out
     * @param now tells which day is today in UTC
     * @return empty unless these are 1 to {@link #MOST_DAYS} days
     */
    public static Optional<Builder> of(Optional<LocalDate> from, Optional<LocalDate> before, Instant now) {
        LocalDate last = before.map(day -> day.minusDays(1)).orElse(LocalDate.ofInstant(now, ZoneOffset.UTC));
        LocalDate first = from.orElse(last.withDayOfMonth(1));
        return isPeriod(first, last) ? Optional.of(builder().firstDay(first).lastDay(last)) : Optional.empty();
    }

    /** Reads a day such as {@code 2026-11-21} of the years 1970 to 9999. */
    public static Optional<LocalDate> parseDay(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() >= 1970 && day.getYear() <= 9999);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether each day, or each DRM, has a sum of its own. */
    public final boolean isBy(Grouping grouping) {
        return by().filter(grouping::equals).isPresent();
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableUsageQuery.Builder {}
}
