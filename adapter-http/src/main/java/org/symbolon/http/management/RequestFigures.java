package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What {@link RequestMeters} has counted since the start, as plain numbers for pages that draw them. */
public final class RequestFigures {
    private final MeterRegistry meters;

    public RequestFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * How long the answers of a route took.
     *
     * @param buckets how many took at most so long and longer than the bucket before, such as {@code ≤ 5 ms}
     */
    public record Route(String name, long count, double meanMillis, ImmutableMap<String, Long> buckets) {}

    /** How many answers had each error code. */
    public ImmutableMap<Integer, Long> refusals() {
        Map<Integer, Long> counts = new TreeMap<>();
        for (Counter counter : meters.find(RequestMeters.REQUESTS).counters()) {
            Optional.ofNullable(counter.getId().getTag(RequestMeters.CODE))
                    .map(Ints::tryParse)
                    .ifPresent(code -> counts.merge(code, (long) counter.count(), Long::sum));
        }
        return ImmutableMap.copyOf(counts);
    }

    /** The routes that were asked, by name. */
    public ImmutableList<Route> routes() {
        return meters.find(RequestMeters.DURATION).timers().stream()
                .filter(timer -> timer.count() > 0)
                .map(RequestFigures::route)
                .sorted(Comparator.comparing(Route::name))
                .collect(ImmutableList.toImmutableList());
    }

    private static Route route(Timer timer) {
        ImmutableMap.Builder<String, Long> buckets = ImmutableMap.builder();
        long below = 0;
        long longest = 0;
        for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
            if (Double.isInfinite(bucket.bucket())) {
                continue;
            }
            long upTo = (long) bucket.count();
            longest = (long) bucket.bucket(TimeUnit.MILLISECONDS);
            buckets.put("≤ " + longest + " ms", upTo - below);
            below = upTo;
        }
        buckets.put("> " + longest + " ms", timer.count() - below);
        return new Route(
                String.valueOf(timer.getId().getTag(RequestMeters.ROUTE)),
                timer.count(),
                timer.mean(TimeUnit.MILLISECONDS),
                buckets.buildOrThrow());
    }
}
