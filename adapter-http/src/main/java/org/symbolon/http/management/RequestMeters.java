package org.symbolon.http.management;

import com.google.common.base.Splitter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.symbolon.http.server.LogLine;

/**
 * Counts the answers by route, DRM, outcome, status and error code, and times them by route. An answer with status 200
 * and no error code, as most are, takes two look-ups and no memory.
 */
public final class RequestMeters implements Consumer<LogLine> {
    static final String DURATION = "symbolon.request.duration";
    static final String REQUESTS = "symbolon.requests";
    static final String ROUTE = "route";
    static final String CODE = "code";

    /** How many combinations of status and code are told apart for a route and a DRM; further ones are one. */
    static final int MOST_OUTCOMES = 256;

    private static final Splitter PARTS = Splitter.on('/').omitEmptyStrings();
    private static final String NONE = "none";
    private static final String OTHER = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500),
        Duration.ofSeconds(15)
    };

    private final MeterRegistry meters;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    public RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void accept(LogLine line) {
        String route = line.route();
        Place known = places.get(route);
        Place place = known == null ? places.computeIfAbsent(route, Place::new) : known;
        place.answered(line);
    }

    /** What an answer came to. */
    private record Outcome(int status, int code, boolean brokenOff) {
        private String name() {
            return brokenOff ? "broken_off" : status < 400 ? "ok" : status < 500 ? "refused" : "failed";
        }
    }

    /** A route, of which there are as many as the service has endpoints. */
    private final class Place {
        private final String route;
        private final String drm;
        private final Timer duration;
        private final Counter usual;
        private final Map<Outcome, Counter> others = new ConcurrentHashMap<>();

        /** The route of a DRM's endpoint, {@code /hms/<drm>/token}, is one for all DRMs. */
        Place(String path) {
            List<String> parts = PARTS.splitToList(path);
            boolean ofDrm = parts.size() == 3 && parts.get(0).equals("hms");
            this.drm = ofDrm ? parts.get(1) : NONE;
            this.route =
                    ofDrm ? "/hms/{drm}/" + parts.get(2) : path.endsWith("/") ? "/" + String.join("/", parts) : path;
            this.duration = Timer.builder(DURATION)
                    .description("How long requests took, from their head to the end of the answer")
                    .tag(ROUTE, route)
                    .serviceLevelObjectives(BUCKETS)
                    .register(meters);
            this.usual = counter("ok", "200", NONE);
        }

        private Counter counter(String outcome, String status, String code) {
            return Counter.builder(REQUESTS)
                    .description("Requests that were answered, or whose caller left, by the first error code")
                    .tags(ROUTE, route, "drm", drm, "outcome", outcome, "status", status, CODE, code)
                    .register(meters);
        }

        private Counter counter(Outcome outcome) {
            return others.size() < MOST_OUTCOMES
                    ? counter(
                            outcome.name(),
                            Integer.toString(outcome.status),
                            outcome.code == 0 ? NONE : Integer.toString(outcome.code))
                    : counter(outcome.name(), OTHER, OTHER);
        }

        void answered(LogLine line) {
            duration.record(line.micros(), TimeUnit.MICROSECONDS);
            if (line.status() == 200 && line.code() == 0 && !line.isBrokenOff()) {
                usual.increment();
            } else {
                other(new Outcome(line.status(), line.code(), line.isBrokenOff()));
            }
        }

        private void other(Outcome outcome) {
            Counter known = others.get(outcome);
            if (known != null) {
                known.increment();
            } else if (others.size() < MOST_OUTCOMES) {
                others.computeIfAbsent(outcome, this::counter).increment();
            } else {
                counter(outcome).increment(); // finds the one of all that are not told apart
            }
        }
    }
}
