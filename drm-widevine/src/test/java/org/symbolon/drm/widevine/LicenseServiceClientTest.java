package org.symbolon.drm.widevine;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.drm.widevine.call.ServiceCalls;

@ResourceLock(LicenseServiceClientTest.THREADS)
class LicenseServiceClientTest {
    /** A test looks for threads that call licence services; tests of other classes must not start any meanwhile. */
    static final String THREADS = "threads that call licence services";

    private static final String OK = "{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\"}";

    private final DemoLicenseService demo = DemoLicenseService.start(new SecureRandom());
    private final Licensing licensing = new Licensing();

    @AfterEach
    void stop() {
        demo.close();
        licensing.close();
    }

    private static String text(License license) {
        return new String(license.answer().body(), StandardCharsets.UTF_8);
    }

    @Test
    void license_ofTheDemo_isForTheKeyOfTheToken() {
        License license = licensing.license(demo.service());
        assertEquals(DemoLicenseService.LICENSE_PREFIX + "key " + Licensing.KID, text(license));
        assertEquals("application/octet-stream", license.answer().mediaType());
        assertEquals("OK", license.device().get("status"));
        assertEquals("stand-in", license.device().get("make"));
    }

    @Test
    void license_certificateRequest_getsTheCertificate() {
        License license = licensing.license(
                Licensing.request(Licensing.policy().build(), Licensing.CERTIFICATE_REQUEST, demo.service()));
        assertEquals(DemoLicenseService.LICENSE_PREFIX + "service certificate", text(license));
        assertEquals("SERVICE_CERTIFICATE", license.device().get("message_type"));
    }

    @Test
    void license_wrongSigningKey_isRefusedWith7008AndSaysWhy() {
        LicenseService mine = demo.service();
        LicenseService wrong = new LicenseService(mine.url(), mine.provider(), ServiceSecret.of(new byte[48]));
        LicenseRefusedException refusal = licensing.refusal(wrong);
        assertEquals(-7008, Licensing.code(refusal));
        assertEquals("status 'SIGNATURE_FAILED'", refusal.explanation().got());
        assertEquals("SIGNATURE_FAILED", refusal.device().get("status"));
    }

    @Test
    void license_unknownProvider_isRefusedWith7008() {
        LicenseService mine = demo.service();
        LicenseRefusedException refusal =
                licensing.refusal(new LicenseService(mine.url(), "somebody_else", mine.secret()));
        assertEquals("status 'PROVIDER_ID_MISMATCH'", refusal.explanation().got());
    }

    @Test
    void license_withoutService_isRefusedWith7008AndSaysHowToSetOne() {
        LicenseRefusedException refusal = licensing
                .refusal(Licensing.request(Licensing.policy().build(), Licensing.CHALLENGE))
                .orElseThrow();
        assertEquals(-7008, Licensing.code(refusal));
        assertTrue(refusal.explanation().usualCause().contains("symbolon credential set wv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "spc=AAAA%3D%3D", "{\"challenge\":\"CAE=\"}", "<html></html>", "CAESBAoCCAE=", "hello you"})
    void license_bodyThatIsNoChallenge_isRefusedWithoutACall(String body) throws IOException {
        try (FakeService service = FakeService.saying(OK)) {
            LicenseRefusedException refusal = licensing
                    .refusal(Licensing.request(
                            Licensing.policy().build(), body.getBytes(StandardCharsets.UTF_8), service.service()))
                    .orElseThrow();
            assertEquals(-7008, Licensing.code(refusal));
            assertEquals(0, service.requests.get());
            assertTrue(refusal.explanation().got().endsWith(body.length() + " bytes in all"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEVICE_CERTIFICATE_REVOKED, -4001",
        "DEVICE_REVOKED, -4001",
        "DRM_DEVICE_CERTIFICATE_INVALID, -4001",
        "DRM_DEVICE_CERTIFICATE_REVOKED, -4001",
        "DRM_DEVICE_CERTIFICATE_SERIAL_NUMBER_REVOKED, -4001",
        "DRM_DEVICE_CERTIFICATE_UNTRUSTED, -4001",
        "DRM_DEVICE_CERT_SERIAL_REVOKED, -4001",
        "INVALID_DRM_DEVICE_CERTIFICATE, -4001",
        "INVALID_DRM_DEVICE_CERT_SIGNATURE, -4001",
        "UNTRUSTED_DEVICE, -4001",
        "UNTRUSTED_DRM_DEVICE_CERTIFICATE, -4001",
        "ACCESS_DENIED, -7008",
        "INVALID_CONTENT_KEY_SPECS, -7008",
        "INVALID_LICENSE_CHALLENGE, -7008",
        "INVALID_PSSH, -7008",
        "INVALID_REQUEST, -7008",
        "MALFORMED_REQUEST, -7008",
        "MISSING_CHALLENGE, -7008",
        "POLICY_FORBIDS_PLAY, -7008",
        "PROVIDER_ID_MISMATCH, -7008",
        "SIGNATURE_FAILED, -7008",
        "UNKNOWN_PROVIDER, -7008",
    })
    void license_documentedStatus_hasItsCodeAndNoWarning(String status, int code) throws IOException {
        assertEquals(ImmutableList.of(), warningsOf(status, code));
    }

    /** Some of these names look like names that are about the device, but no document has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVALID_DEVICE_SIGNATURE",
                "INVALID_CLIENT_SIGNATURE",
                "INVALID_DRM_CERTIFICATE",
                "REVOKED",
                "UNKNOWN_ERROR",
                "ok",
                "untrusted_device",
                ""
            })
    void license_unknownStatus_isRefusedWith7008AndAWarning(String status) throws IOException {
        assertEquals(
                ImmutableList.of("unknown status '" + status + "' of a licence service; the player gets -7008"),
                warningsOf(status, -7008));
    }

    /** The warnings in the log when a service answers with a status, which is refused with the code. */
    private ImmutableList<String> warningsOf(String status, int code) throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(LicenseServiceClient.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (FakeService service = FakeService.saying("{\"status\":\"" + status + "\",\"license\":\"bGljZW5jZQ==\"}")) {
            LicenseRefusedException refusal = licensing.refusal(service.service());
            assertEquals(code, Licensing.code(refusal));
            assertEquals(status, refusal.device().get("status"));
            assertEquals(1, service.requests.get());
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(toImmutableList());
        } finally {
            logger.detachAppender(log);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"OK\"",
                "{",
                "{}",
                "{\"status\":\"OK\"}",
                "{\"status\":\"OK\",\"license\":\"\"}",
                "{\"status\":\"OK\",\"license\":\"no base64!\"}",
                "{\"status\":\"OK\",\"license\":17}",
                "{\"status\":1,\"license\":\"bGljZW5jZQ==\"}",
                "{\"a\":{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\"}}",
                "<html>502</html>"
            })
    void license_answerThatIsNone_isRefusedWith7008(String body) throws IOException {
        try (FakeService service = FakeService.saying(body)) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
        }
    }

    @Test
    void license_deepAnswer_isRefusedWith7008() throws IOException {
        try (FakeService service = FakeService.saying("{\"a\":".repeat(10_000))) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "302 Found\r\nLocation: http://127.0.0.1:1/",
                "500 Internal Server Error",
                "403 Forbidden",
                "204 No Content"
            })
    void license_otherStatusLine_isRefusedWith7008(String statusLine) throws IOException {
        try (FakeService service = new FakeService((number, out) -> out.write(FakeService.http(statusLine, OK)))) {
            LicenseRefusedException refusal = licensing.refusal(service.service());
            assertEquals(-7008, Licensing.code(refusal));
            assertEquals(1, service.requests.get());
        }
    }

    @Test
    void license_statusBesideAnotherStatusLine_counts() throws IOException {
        try (FakeService revoked = new FakeService((number, out) ->
                out.write(FakeService.http("403 Forbidden", "{\"status\":\"DRM_DEVICE_CERTIFICATE_REVOKED\"}")))) {
            assertEquals(-4001, Licensing.code(licensing.refusal(revoked.service())));
        }
        try (FakeService failing = new FakeService((number, out) -> out.write(
                number == 0
                        ? FakeService.http("500 Internal Server Error", "{\"status\":\"INTERNAL_ERROR\"}")
                        : FakeService.http("200 OK", OK)))) {
            assertEquals("licence", text(licensing.license(failing.service())));
        }
    }

    @Test
    void license_manyRetries_endWithTheTime() throws IOException {
        Licensing patient = new Licensing(
                settings -> settings.with(ServiceCalls.RETRIES, "10").with(ServiceCalls.TOTAL_TIMEOUT, "PT1S"));
        try (FakeService service = FakeService.saying("{\"status\":\"INTERNAL_ERROR\"}")) {
            assertEquals(
                    "INTERNAL_ERROR",
                    patient.refusal(service.service()).device().get("status"));
            assertTrue(service.requests.get() > 2, service.requests.toString());
        }
    }

    @Test
    void license_facts_areBoundedAndPrintable() throws IOException {
        String model = "x\\n\\u0007" + "y".repeat(1000);
        try (FakeService service = FakeService.saying("{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\","
                + "\"device_info\":[{\"name\":\"model\"}],\"model\":\"" + model
                + "\",\"status_message\":\"free text\"}")) {
            License license = licensing.license(service.service());
            assertEquals("x" + "y".repeat(127), license.device().get("model"));
            assertEquals(2, license.device().size(), license.device().toString());
        }
    }

    @Test
    void license_internalErrorOnce_isAskedAgain() throws IOException {
        try (FakeService service = new FakeService((number, out) ->
                out.write(FakeService.http("200 OK", number == 0 ? "{\"status\":\"INTERNAL_ERROR\"}" : OK)))) {
            assertEquals("licence", text(licensing.license(service.service())));
            assertEquals(2, service.requests.get());
        }
    }

    @Test
    void license_internalErrorAlways_isGivenUp() throws IOException {
        try (FakeService service = FakeService.saying("{\"status\":\"INTERNAL_ERROR\"}")) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
            assertEquals(3, service.requests.get());
        }
    }

    @Test
    void license_nobodyListens_isRefusedWith7008AndKeepsTheCause() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        LicenseRefusedException refusal = licensing.refusal(FakeService.service(free));
        assertEquals(-7008, Licensing.code(refusal));
        assertTrue(refusal.getCause() instanceof IOException);
    }

    @Test
    void license_serviceNeverAnswers_isRefusedInTime() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        Licensing hasty = new Licensing(settings -> settings.with(ServiceCalls.TOTAL_TIMEOUT, "PT0.4S"));
        try (FakeService service = new FakeService((number, out) -> end.await())) {
            assertGivenUp(hasty, service);
        } finally {
            end.countDown();
        }
    }

    @Test
    void license_serviceDribbles_isRefusedInTime() throws IOException {
        Licensing hasty = new Licensing(settings -> settings.with(ServiceCalls.TOTAL_TIMEOUT, "PT0.4S"));
        try (FakeService service = new FakeService((number, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        })) {
            assertGivenUp(hasty, service);
        }
    }

    private static void assertGivenUp(Licensing hasty, FakeService service) {
        long began = System.nanoTime();
        assertEquals(-7008, Licensing.code(hasty.refusal(service.service())));
        assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(10)) < 0);
        assertEquals(1, service.requests.get());
    }

    @Test
    void license_serviceHangsUp_isRefusedWith7008() throws IOException {
        try (FakeService service =
                new FakeService((number, out) -> out.write("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII)))) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
        }
    }

    @Test
    void license_connectionEndsBeforeTheAnswer_isAskedOnceMore() throws IOException {
        try (FakeService service = new FakeService((number, out) -> {
            if (number == 1) {
                out.write(FakeService.http("200 OK", OK));
            }
        })) {
            assertEquals("licence", text(licensing.license(service.service())));
            assertEquals(2, service.requests.get());
        }
    }

    @Test
    void license_connectionAlwaysEndsBeforeTheAnswer_isGivenUpAfterTwoAttempts() throws IOException {
        try (FakeService service = new FakeService((number, out) -> {})) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
            assertEquals(2, service.requests.get());
        }
    }

    @Test
    void license_endlessAnswer_isRefusedWith7008() throws IOException {
        byte[] more = new byte[1 << 16];
        try (FakeService service = new FakeService((number, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(more);
            }
        })) {
            assertEquals(-7008, Licensing.code(licensing.refusal(service.service())));
        }
    }

    @Test
    void license_moreCallsThanAllowed_areRefusedAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Licensing narrow = new Licensing(settings -> settings.with(ServiceCalls.MAX_CALLS, "2"));
        ExecutorService callers = Executors.newCachedThreadPool();
        try (FakeService service = new FakeService((number, out) -> {
            arrived.countDown();
            go.await();
            out.write(FakeService.http("200 OK", OK));
        })) {
            Future<License> waiting = callers.submit(() -> narrow.license(service.service()));
            arrived.await();
            LicenseRefusedException refusal = narrow.refusal(service.service());
            assertEquals(-7008, Licensing.code(refusal));
            assertTrue(refusal.explanation().expected().contains("drm.wv.calls.max"));
            go.countDown();
            assertEquals("licence", text(waiting.get()));
            assertEquals("licence", text(narrow.license(service.service())));
        } finally {
            go.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void license_manyAtOnce_areEachForTheirOwn() throws Exception {
        Licensing wide = new Licensing(settings -> settings.with(ServiceCalls.MAX_CALLS, "300")
                .with(ServiceCalls.READ_TIMEOUT, "PT30S")
                .with(ServiceCalls.TOTAL_TIMEOUT, "PT30S"));
        ExecutorService callers = Executors.newFixedThreadPool(100);
        try {
            Callable<License> call = () -> wide.license(demo.service());
            for (Future<License> license : callers.invokeAll(Collections.nCopies(100, call))) {
                assertEquals(DemoLicenseService.LICENSE_PREFIX + "key " + Licensing.KID, text(license.get()));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void license_ofTheDemo_isForEveryKeyOfTheToken() {
        WidevinePolicy policy = Licensing.policy()
                .addKeyRules(new KeyRules(SecurityLevel.HW_SECURE_ALL, Hdcp.HDCP_V2, TrackType.UHD2))
                .addKeyRules(new KeyRules(SecurityLevel.SW_SECURE_CRYPTO, Hdcp.HDCP_NONE, TrackType.AUDIO))
                .build();
        License license = licensing.license(Licensing.request(policy, Licensing.CHALLENGE, demo.service()));
        assertEquals(
                DemoLicenseService.LICENSE_PREFIX + "key " + Licensing.kid(0) + ", " + Licensing.kid(1) + ", "
                        + Licensing.kid(2),
                text(license));
    }

    @Test
    void close_stopsTheThreads_andFurtherCallsAreRefused() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Licensing closed = new Licensing();
        closed.license(demo.service());
        assertTrue(started(before).stream().anyMatch(thread -> thread.getName().equals("symbolon-widevine")));

        closed.close();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!started(before).isEmpty() && System.nanoTime() < deadline) {
            System.gc(); // The JDK stops the thread of an HTTP client that is garbage.
            Thread.sleep(100);
        }
        assertEquals(List.of(), started(before));
        assertEquals(-7008, Licensing.code(closed.refusal(demo.service())));
    }

    /** The threads for calls to licence services that were started since. */
    private static List<Thread> started(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .filter(thread -> thread.getName().equals("symbolon-widevine")
                        || thread.getName().contains("SelectorManager"))
                .toList();
    }

    @Test
    void refusals_showNoSecret() throws IOException {
        try (FakeService service = FakeService.saying("{\"status\":\"NO\"}")) {
            LicenseRefusedException refusal = licensing.refusal(service.service());
            String shown = refusal + " " + refusal.explanation() + refusal.violations() + refusal.device();
            assertFalse(shown.contains(Licensing.KEY), shown);
            assertFalse(shown.contains("wP/uAMD/7hHA"), shown);
        }
    }
}
