package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/** Counters in memory. It knows all cookies, and so how many there are. */
final class InMemoryUsage implements UsageStore {
    private final Map<UsageKey, Long> counts = new HashMap<>();
    private final Map<CookieDay, Set<String>> cookies = new HashMap<>();
    private final Map<UUID, Long> lastBatches = new HashMap<>();

    private record Cookies(Set<String> members) implements CookieSet {
        @Override
        public void add(String cookie) {
            members.add(cookie);
        }
    }

    @Override
    public CookieSet newCookieSet() {
        return new Cookies(new HashSet<>());
    }

    /** Adds to one counter. */
    synchronized void add(UsageKey key, long count) {
        counts.merge(key, count, Long::sum);
    }

    @Override
    public synchronized void add(UsageBatch batch) {
        if (lastBatches.getOrDefault(batch.writer(), 0L) < batch.number()) {
            lastBatches.put(batch.writer(), batch.number());
            batch.counts().forEach(this::add);
            batch.cookies()
                    .forEach((day, added) ->
                            cookies.computeIfAbsent(day, any -> new HashSet<>()).addAll(((Cookies) added).members));
        }
    }

    @Override
    public synchronized Usage find(UsageQuery query) {
        Map<Usage.Count, Long> sums = new HashMap<>();
        counts.forEach((key, count) -> {
            if (asksFor(
                    query,
                    key.scope().account(),
                    key.scope().environment(),
                    key.scope().day())) {
                sums.merge(group(query, key), count, Long::sum);
            }
        });
        return new Usage(
                sums.entrySet().stream()
                        .map(sum -> withCount(sum.getKey(), sum.getValue()))
                        .collect(ImmutableList.toImmutableList()),
                query.account().map(account -> cookies(query)));
    }

    private static boolean asksFor(UsageQuery query, AccountId account, Environment environment, LocalDate day) {
        return query.account().map(account::equals).orElse(true)
                && query.environment().map(environment::equals).orElse(true)
                && !day.isBefore(query.firstDay())
                && !day.isAfter(query.lastDay());
    }

    private static Usage.Count group(UsageQuery query, UsageKey key) {
        return new Usage.Count(
                Optional.of(key.scope().day()).filter(day -> query.isBy(Grouping.DAY)),
                Optional.of(key.scope().drm()).filter(drm -> query.isBy(Grouping.DRM)),
                key.outcome(),
                key.code(),
                0);
    }

    private static Usage.Count withCount(Usage.Count group, long count) {
        return new Usage.Count(group.day(), group.drm(), group.outcome(), group.code(), count);
    }

    private Usage.Cookies cookies(UsageQuery query) {
        Set<String> all = new HashSet<>();
        Map<LocalDate, Set<String>> days = new TreeMap<>();
        ImmutableMap.copyOf(cookies).forEach((day, members) -> {
            if (asksFor(query, day.account(), day.environment(), day.day())) {
                all.addAll(members);
                days.computeIfAbsent(day.day(), any -> new HashSet<>()).addAll(members);
            }
        });
        ImmutableSortedMap.Builder<LocalDate, Long> counted = ImmutableSortedMap.naturalOrder();
        days.forEach((day, members) -> counted.put(day, (long) members.size()));
        return new Usage.Cookies(all.size(), counted.buildOrThrow());
    }
}
