package org.symbolon.core.store.usage;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.symbolon.core.store.usage.UsageKey.Outcome;
import org.symbolon.core.value.DrmId;

/**
 * What was used, added up.
 *
 * @param counts in no certain order
 * @param cookies empty if the query names no account: a cookie means something to its account alone
 */
public record Usage(ImmutableList<Count> counts, Optional<Cookies> cookies) {

    /**
     * One sum.
     *
     * @param day the day, if each day has a sum of its own
     * @param drm the DRM, if each DRM has a sum of its own
     * @param code the code of refusals, otherwise {@link UsageKey#NO_CODE}
     */
    public record Count(Optional<LocalDate> day, Optional<DrmId> drm, Outcome outcome, int code, long count) {}

    /**
     * How many distinct cookies there were, roughly if they were many.
     *
     * @param all in all of the time
     * @param days on each day that had any
     */
    public record Cookies(long all, ImmutableSortedMap<LocalDate, Long> days) {}

    /**
     * What people read: the sums of one day, of one DRM, or of everything.
     *
     * @param day the day, if the line is one of a day
     * @param drm the DRM, if the line is one of a DRM
     * @param refusals how many refusals there were, by code
     * @param cookies how many distinct cookies there were; empty if the query names no account, and for a line of a DRM
     */
    public record Line(
            Optional<LocalDate> day,
            Optional<DrmId> drm,
            long issued,
            long redeemed,
            ImmutableSortedMap<Integer, Long> refusals,
            OptionalLong cookies) {

        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private record Group(Optional<LocalDate> day, Optional<DrmId> drm) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int days = day.orElse(LocalDate.EPOCH).compareTo(other.day.orElse(LocalDate.EPOCH));
            return days != 0 ? days : drm.toString().compareTo(other.drm.toString());
        }
    }

    /** A line for each day or DRM that had anything, in that order; one line for a query without such groups. */
    public ImmutableList<Line> lines() {
        Map<Group, List<Count>> groups = new TreeMap<>();
        counts.forEach(count -> groups.computeIfAbsent(new Group(count.day, count.drm), group -> new ArrayList<>())
                .add(count));
        return groups.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(toImmutableList());
    }

    /** The sums of everything. */
    public Line total() {
        return line(new Group(Optional.empty(), Optional.empty()), counts);
    }

    private Line line(Group group, List<Count> members) {
        Map<Integer, Long> refusals = new TreeMap<>();
        members.stream()
                .filter(count -> count.outcome == Outcome.REFUSED)
                .forEach(count -> refusals.merge(count.code, count.count, Long::sum));
        return new Line(
                group.day,
                group.drm,
                sum(members, Outcome.ISSUED),
                sum(members, Outcome.REDEEMED),
                ImmutableSortedMap.copyOf(refusals),
                cookies(group));
    }

    private static long sum(List<Count> members, Outcome outcome) {
        return members.stream()
                .filter(count -> count.outcome == outcome)
                .mapToLong(Count::count)
                .sum();
    }

    private OptionalLong cookies(Group group) {
        if (cookies.isEmpty() || group.drm.isPresent()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                group.day.map(day -> cookies.get().days.getOrDefault(day, 0L)).orElse(cookies.get().all));
    }
}
