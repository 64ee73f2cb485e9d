package org.symbolon.architecture;

import com.google.common.collect.ImmutableSetMultimap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.http.HttpService;

/** Holds the table of metrics to what a service measures. */
@Timeout(120)
final class MetricsDocumentTest {
    private static final Pattern FAMILY = Pattern.compile("# HELP (symbolon_\\S+) (.*)\n# TYPE \\S+ (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("^(symbolon_[a-z_]+)\\{([^}]*)", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    @Test
    void metrics_areThoseThatAServiceHas() throws Exception {
        String scrape = scrape();
        ImmutableSetMultimap<String, String> labels = labels(scrape);
        List<String> rows = new ArrayList<>(List.of("| metric | type | labels | meaning |", "|---|---|---|---|"));
        FAMILY.matcher(scrape)
                .results()
                .map(family -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                family.group(1),
                                family.group(3),
                                labels.get(family.group(1)).stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                family.group(2)))
                .sorted()
                .forEach(rows::add);
        DocumentsTest.assertDocumented("docs/metrics.md", "metrics", rows);
    }

    /** The labels of each metric; those of a histogram's parts belong to the histogram. */
    private static ImmutableSetMultimap<String, String> labels(String scrape) {
        ImmutableSetMultimap.Builder<String, String> labels = ImmutableSetMultimap.builder();
        SAMPLE.matcher(scrape)
                .results()
                .forEach(sample -> LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(label -> labels.put(sample.group(1).replaceFirst("_(bucket|count|sum)$", ""), label)));
        return labels.build();
    }

    private static String scrape() throws IOException, InterruptedException {
        Settings settings = HttpService.withPort(
                Settings.inFolder(Path.of("target", "data")).with(CoreSettings.HTTP_PORT, "0"));
        try (Symbolon symbolon = Symbolon.builder()
                        .settings(settings)
                        .licenseBases(CoreSettings.licenseBases(settings))
                        .stores(new MeasuredStores(new InMemoryStores()))
                        .build();
                HttpService service = HttpService.start(symbolon, settings)) {
            get(settings.get(CoreSettings.HTTP_PORT), "/healthz"); // requests are measured once there is one
            return get(service.managementPort().orElseThrow(), "/metrics");
        }
    }

    private static String get(int port, String target) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + target);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Stores that measure all that any stores do. */
    private record MeasuredStores(Stores others) implements Stores {
        @Override
        public StoreMeasures measures() {
            return StoreMeasures.builder()
                    .putCalls("write", new CallTimes())
                    .putWaiting("write", () -> 0)
                    .refusing(() -> false)
                    .leasedTokens(() -> 0)
                    .build();
        }

        @Override
        public AccountStore accounts() {
            return others.accounts();
        }

        @Override
        public TokenBalance balance() {
            return others.balance();
        }

        @Override
        public KeyStorage keys() {
            return others.keys();
        }

        @Override
        public KeyRingStore keyRing() {
            return others.keyRing();
        }

        @Override
        public CredentialStore credentials() {
            return others.credentials();
        }

        @Override
        public RecordStore records() {
            return others.records();
        }

        @Override
        public UsageStore usage() {
            return others.usage();
        }

        @Override
        public void close() {
            others.close();
        }
    }
}
