package org.symbolon.http.management;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** What monitors are told, and what they and others can do to the management. */
@Timeout(120)
final class ManagementTest {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** A count, and all that could say of whom it is. */
    private static void assertCounted(String metrics, String line) {
        assertTrue(metrics.lines().anyMatch(line::equals), metrics);
        for (String secret : ImmutableList.of("201722", TestService.SECRET, TestService.KEY, "127.0.0.1")) {
            assertFalse(metrics.contains(secret), secret);
        }
    }

    /** A connection that is closed with bytes that nobody has read loses the answer that is on its way. */
    @Test
    void connection_isOpenUntilTheBodyOfTheRequestIsRead() throws IOException {
        String head = "GET /none HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n";
        try (TestService service = TestService.start();
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        service.managementPort().orElseThrow())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());
            socket.setSoTimeout(500);
            assertThrows(
                    SocketTimeoutException.class, () -> socket.getInputStream().readAllBytes());
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write('x');
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void requests_areCountedByRouteDrmOutcomeStatusAndCode() {
        try (TestService service = TestService.start()) {
            assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            ListMultimap<String, String> wrong = TestService.valid("fp");
            wrong.replaceValues("customerAuthenticator", List.of("201722," + "0".repeat(32)));
            assertEquals(401, service.get("fp", wrong).statusCode());
            assertEquals(404, service.get("/nowhere/201722").statusCode());
            assertEquals(401, service.get("/hms/wv/rights/?errorFormat=json").statusCode());
            assertEquals(401, service.get("/hms/wv/rights?errorFormat=json").statusCode());

            String metrics = service.manage("/metrics").body();
            String requests =
                    "symbolon_requests_total{code=\"%s\",drm=\"%s\",outcome=\"%s\",route=\"%s\",status=\"%s\"}";
            assertCounted(metrics, requests.formatted("none", "wv", "ok", "/hms/{drm}/token", "200") + " 2.0");
            assertCounted(metrics, requests.formatted("-2018", "fp", "refused", "/hms/{drm}/token", "401") + " 1.0");
            assertCounted(metrics, requests.formatted("none", "none", "refused", "unknown", "404") + " 1.0");
            assertCounted(metrics, "symbolon_request_duration_seconds_count{route=\"/hms/{drm}/rights\"} 2");
            assertCounted(metrics, "symbolon_tokens_issued_total{drm=\"wv\"} 2.0");
            assertCounted(metrics, "symbolon_tokens_issued_total{drm=\"fp\"} 0.0");
        }
    }

    /** The first is what Prometheus 2.42 sends. */
    @Test
    void metrics_haveTheFormatThatIsAskedFor() {
        ImmutableMap<String, String> formats = ImmutableMap.of(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                OPEN_METRICS,
                "text/plain;version=0.0.4;q=1,application/openmetrics-text;q=0.5",
                PROMETHEUS,
                "application/openmetrics-text;q=0",
                PROMETHEUS,
                "application/openmetrics-text",
                OPEN_METRICS,
                "*/*",
                PROMETHEUS);
        try (TestService service = TestService.start()) {
            formats.forEach((accept, type) -> {
                HttpResponse<String> answer = service.manage("/metrics", "Accept", accept);
                assertEquals(type, answer.headers().firstValue("Content-Type").orElseThrow());
                assertEquals(type.equals(OPEN_METRICS), answer.body().endsWith("# EOF\n"), answer.body());
            });
        }
    }

    @Test
    void connectionsThatAskNothing_keepNoMonitorOut_andAreClosedInTime() throws IOException {
        try (TestService service = TestService.start()) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 3 * ManagementConnections.MOST_OF_MONITORS; i++) {
                idle.add(new Socket(
                        InetAddress.getLoopbackAddress(),
                        service.managementPort().orElseThrow()));
            }
            assertEquals(200, service.manage("/livez").statusCode());
            idle.get(idle.size() - 1).getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(US_ASCII));
            for (Socket socket : idle) {
                assertEquals(-1, socket.getInputStream().read());
                socket.close();
            }
        }
    }

    @Test
    void otherPathsAndMethods_areRefused() throws IOException {
        try (TestService service = TestService.start();
                Socket poster = new Socket(
                        InetAddress.getLoopbackAddress(),
                        service.managementPort().orElseThrow())) {
            assertEquals(404, service.manage("/").statusCode());
            assertEquals(404, service.manage("/hms/wv/token").statusCode());
            assertEquals(404, service.get("/metrics").statusCode());
            poster.getOutputStream()
                    .write("POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(poster.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
        }
    }

    @Test
    void portThatIsTaken_stopsTheStart_andNamesTheSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Exception refusal = assertThrows(
                    ManagementServer.CannotManageException.class,
                    () -> TestService.start(ImmutableMap.of(ManagementSettings.PORT, port)));
            assertTrue(refusal.getMessage().contains("127.0.0.1:" + port + " (management.host, management.port)"));
        }
    }

    @Test
    void severalServices_whosePortNobodyChose_runOnOneMachine() {
        try (TestService one = TestService.start();
                TestService other = TestService.start()) {
            IntStream.of(
                            one.managementPort().orElseThrow(),
                            other.managementPort().orElseThrow())
                    .forEach(port -> assertTrue(port > 0 && port != 8081));
        }
    }

    @Test
    void usualPortThatIsTaken_isReplacedByAFreeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            if (isFree(8081)) {
                taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8081));
            }
            ManagementServer.Content content = new ManagementServer.Content(
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    ImmutableList.of(),
                    ImmutableList.of(),
                    () -> "{}",
                    ImmutableList.of());
            try (ManagementServer server = ManagementServer.start(Settings.inFolder(Path.of("target")), content)) {
                assertTrue(server.port() > 0 && server.port() != 8081, "port " + server.port());
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket tried = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return tried.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void management_canBeSwitchedOff() {
        try (TestService service = TestService.start(ImmutableMap.of(ManagementSettings.ENABLED, "false"))) {
            assertEquals(OptionalInt.empty(), service.managementPort());
            assertEquals(200, service.get("/healthz").statusCode());
        }
    }

    @Test
    void serviceThatWasToldToEnd_saysSo_andServesOn() throws InterruptedException {
        try (TestService service = TestService.start(ImmutableMap.of(HttpSettings.SHUTDOWN_DELAY, "PT0.01S"))) {
            assertEquals(200, service.manage("/readyz").statusCode());
            service.announceEnd();
            HttpResponse<String> answer = service.manage("/readyz");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("ending: failed: the service was told to end\n"), answer.body());
            assertEquals(200, service.get("/healthz").statusCode());
            assertEquals(200, service.manage("/livez").statusCode());
            assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
        }
    }
}
