package org.symbolon.core.store.usage;

import java.time.LocalDate;
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

    /** Whether the days between two days, both included, are 1 to {@link #MOST_DAYS}. */
    public static boolean isPeriod(LocalDate from, LocalDate to) {
        return !to.isBefore(from) && ChronoUnit.DAYS.between(from, to) < MOST_DAYS;
    }

    @Value.Check
    final void check() {
        if (!isPeriod(firstDay(), lastDay())) {
            throw new IllegalArgumentException("a query covers 1 to " + MOST_DAYS + " days");
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
