package org.symbolon.http.management;

import com.google.common.base.Splitter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /metrics}: in OpenMetrics text for whoever prefers it, otherwise in the text format of Prometheus. */
final class MetricsPage implements Page.Source {
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final Splitter RANGES = Splitter.on(',').trimResults();
    private static final Pattern QUALITY = Pattern.compile(";\\s*q=([01](?:\\.\\d{0,3})?)\\s*(;|$)");

    private final PrometheusMeterRegistry meters;

    MetricsPage(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Page answer(Optional<String> accept) {
        String type = accept.map(MetricsPage::preferred).orElse(PROMETHEUS);
        return new Page(200, type, meters.scrape(type));
    }

    /** OpenMetrics, where it is named and no less welcome than plain text (RFC 9110 section 12.5.1). */
    private static String preferred(String accept) {
        OptionalDouble open = quality(accept, "application/openmetrics-text");
        OptionalDouble plain = quality(accept, "text/plain");
        return open.orElse(0) > 0 && open.getAsDouble() >= plain.orElse(0) ? OPEN_METRICS : PROMETHEUS;
    }

    private static OptionalDouble quality(String accept, String type) {
        return RANGES.splitToStream(accept.toLowerCase(Locale.ROOT))
                .filter(range -> range.startsWith(type))
                .mapToDouble(MetricsPage::quality)
                .max();
    }

    private static double quality(String range) {
        Matcher quality = QUALITY.matcher(range);
        return quality.find() ? Double.parseDouble(quality.group(1)) : 1;
    }
}
