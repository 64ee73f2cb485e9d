package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The dashboard and the alert rules, with a service and a Prometheus as operators have them. */
@Order(3)
final class MonitoringIT {
    private static final Path DASHBOARD = Launcher.ROOT.resolve("deploy/grafana/symbolon.json");
    private static final Path ALERTS = Launcher.ROOT.resolve("deploy/prometheus");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void everyPanelShowsSomething_theRulesHold_andAnEndIsAnnounced() throws Exception {
        assumeTrue(
                Prometheus.find("prometheus").isPresent()
                        && Prometheus.find("promtool").isPresent(),
                "there is no Prometheus on the path: apt-get install prometheus");
        Files.writeString(data.resolve("symbolon.properties"), "management.port=0\nhttp.shutdown.delay=PT5S\n");
        try (RunningService service = RunningService.start(data)) {
            int management = managementPort(service);
            try (Prometheus prometheus =
                    Prometheus.start(Prometheus.find("prometheus").orElseThrow(), data, management)) {
                awaitAllPanels(service, prometheus);
                assertEquals(List.of(), prometheus.brokenRules());
            }
            assertToolHasNothingToSay(scrape(management));
            assertEndIsAnnounced(service, management);
        }
    }

    private static int managementPort(RunningService service) throws IOException {
        Matcher listening =
                Pattern.compile("management at http://127\\.0\\.0\\.1:(\\d+),").matcher(service.errors());
        assertTrue(listening.find(), service.errors());
        return Integer.parseInt(listening.group(1));
    }

    private HttpResponse<String> manage(int port, String target) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String scrape(int management) throws IOException, InterruptedException {
        HttpResponse<String> answer = manage(management, "/metrics");
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    /** Asks for whatever panels show, again and again: a rate needs two scrapes between which something happened. */
    private void awaitAllPanels(RunningService service, Prometheus prometheus) throws Exception {
        Set<String> empty = new TreeSet<>(expressions());
        assertTrue(empty.size() > 25, empty.toString());
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!empty.isEmpty() && System.nanoTime() < end) {
            assertTrue(prometheus.isAlive(), Launcher.read(data.resolve("prometheus.txt")));
            askForEverything(service);
            for (String expression : ImmutableSet.copyOf(empty)) {
                if (prometheus.series(expression) > 0) {
                    empty.remove(expression);
                }
            }
            Thread.sleep(200);
        }
        assertEquals(Set.of(), empty, () -> "these panels are empty");
    }

    /** All that panels ask, with what Grafana puts in the place of its variables. */
    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        List<String> found = new ArrayList<>();
        dashboard
                .get("panels")
                .valueStream()
                .filter(panel -> panel.has("targets"))
                .flatMap(panel -> panel.get("targets").valueStream())
                .forEach(target -> found.add(
                        target.get("expr").asString().replace("$instance", ".*").replace("$__rate_interval", "1m")));
        assertFalse(found.toString().contains("$"), found.toString());
        return found;
    }

    /** A request of each kind, with the demo account that the first start makes. */
    private static void askForEverything(RunningService service) throws IOException {
        String authenticator = "customerAuthenticator=" + found("customerAuthenticator=([^&']+)", service);
        String widevine = service.send("/hms/wv/token?" + authenticator
                        + "&kid=%5Em&securityLevel=1&hdcpOutputControl=0&contentKey=0f1e2d3c4b5a69788796a5b4c3d2e1f0")
                .body();
        service.send("/hms/fp/token?" + authenticator);
        service.send("/hms/wv/token?customerAuthenticator=1,00000000000000000000000000000000");
        service.post(widevine.substring(widevine.indexOf("/hms/")), "this is no challenge");
        service.send("/keystore/keycount?" + authenticator);
        service.send("/cmiapi/getrecord/?" + authenticator);
        service.send("/nowhere");
    }

    private static String found(String pattern, RunningService service) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(service.errors());
        assertTrue(found.find(), service.errors());
        return found.group(1);
    }

    private void assertToolHasNothingToSay(String scrape) throws IOException {
        // Names that Micrometer has chosen for what it measures of the Java virtual machine are not ours to change.
        String ours = scrape.lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?symbolon_.*"))
                .reduce("", (before, line) -> before + line + "\n");
        ImmutableMap.of(
                        List.of("check", "metrics"), ours,
                        List.of("check", "rules", ALERTS.resolve("alerts.yml").toString()), "",
                        List.of(
                                        "test",
                                        "rules",
                                        ALERTS.resolve("alerts.test.yml").toString()),
                                "")
                .forEach(this::assertToolIsContent);
    }

    private void assertToolIsContent(List<String> arguments, String input) {
        try {
            Launcher.Result result = Prometheus.promtool(data, input, arguments.toArray(String[]::new));
            assertEquals(0, result.code(), result.out() + result.err());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGTERM: load balancers are told, requests are served for as long as the setting says, and then it ends. */
    private void assertEndIsAnnounced(RunningService service, int management) throws Exception {
        assertEquals(200, manage(management, "/readyz").statusCode());
        service.process.destroy();
        HttpResponse<String> ready = manage(management, "/readyz");
        while (ready.statusCode() == 200) {
            Thread.sleep(10);
            ready = manage(management, "/readyz");
        }
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("ending: failed: the service was told to end\n"), ready.body());
        assertEquals(200, manage(management, "/livez").statusCode());
        assertEquals(404, service.send("/nowhere").statusCode());
        service.terminate();
        assertEquals(143, service.process.exitValue());
    }
}
