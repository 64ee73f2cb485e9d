package org.symbolon.store.jdbc.lease;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.function.Function;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;

/**
 * What the tokens of one account were used for that a node has leased since it was started.
 *
 * @param total how many were used
 * @param tallies of which of them it is known what for: of all, but for what nodes of the release before have left
 */
record LeaseUse(long total, ImmutableList<Tally> tallies) {

    /**
     * How many tokens were used for one DRM and environment on all even, or on all odd days. Two numbers are enough to
     * tell the tokens of today from those of yesterday that have not been counted yet, and need no place for each day.
     *
     * @param scope for what; its day is the last one on which any was used
     * @param used how many since the node was started
     */
    record Tally(UsageScope scope, long used) {
        /** Names the tally among those of its account. */
        String name() {
            return name(scope);
        }

        static String name(UsageScope scope) {
            return scope.drm() + "/" + scope.environment().id() + "/" + parity(scope);
        }
    }

    /** Whether the day of a scope has an even or an odd number. */
    static long parity(UsageScope scope) {
        return scope.day().toEpochDay() & 1;
    }

    /** Tokens of which nobody knows what they were used for. */
    static LeaseUse unknown(long total) {
        return new LeaseUse(total, ImmutableList.of());
    }

    /** The text for the column {@code counted} once all of this is in the usage. */
    String counted() {
        return Joiner.on(' ')
                .join(tallies.stream()
                        .map(tally -> tally.name() + "=" + tally.used)
                        .iterator());
    }

    /** What is not in the usage yet, by the text that was in the column {@code counted} before. */
    ImmutableMap<UsageKey, Long> since(String countedBefore) {
        Map<String, String> before =
                Splitter.on(' ').omitEmptyStrings().withKeyValueSeparator('=').split(countedBefore);
        Function<Tally, Long> added = tally -> tally.used - Long.parseLong(before.getOrDefault(tally.name(), "0"));
        return tallies.stream()
                .filter(tally -> added.apply(tally) > 0)
                .collect(toImmutableMap(tally -> UsageKey.issued(tally.scope), added));
    }
}
