package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;

class BridgeTest {
    private static final String OK = "{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\"}";

    private final StandIn standIn = StandIn.start(new SecureRandom());
    private final Bridging bridging = new Bridging();

    @AfterEach
    void stop() {
        standIn.close();
    }

    private static String text(License license) throws IOException {
        return license.body().asCharSource(StandardCharsets.UTF_8).read();
    }

    @Test
    void license_ofTheStandIn_isForTheKeyOfTheToken() throws IOException {
        License license = bridging.license(standIn.service());
        assertEquals(StandIn.MARK + "key " + Bridging.KID, text(license));
        assertEquals("application/octet-stream", license.mediaType());
        assertEquals("OK", license.device().get("status"));
        assertEquals("stand-in", license.device().get("make"));
    }

    @Test
    void license_certificateRequest_getsTheCertificate() throws IOException {
        License license = bridging.license(
                Bridging.request(Bridging.policy().build(), Bridging.CERTIFICATE_REQUEST, standIn.service()));
        assertEquals(StandIn.MARK + "service certificate", text(license));
        assertEquals("SERVICE_CERTIFICATE", license.device().get("message_type"));
    }

    @Test
    void license_wrongSigningKey_isRefusedWith7008AndSaysWhy() {
        LicenseService mine = standIn.service();
        LicenseService wrong = new LicenseService(mine.url(), mine.provider(), ServiceSecret.of(new byte[48]));
        LicenseRefusedException refusal = bridging.refusal(wrong);
        assertEquals(-7008, Bridging.code(refusal));
        assertEquals("status 'SIGNATURE_FAILED'", refusal.explanation().got());
        assertEquals("SIGNATURE_FAILED", refusal.device().get("status"));
    }

    @Test
    void license_unknownProvider_isRefusedWith7008() {
        LicenseService mine = standIn.service();
        LicenseRefusedException refusal =
                bridging.refusal(new LicenseService(mine.url(), "somebody_else", mine.secret()));
        assertEquals("status 'PROVIDER_ID_MISMATCH'", refusal.explanation().got());
    }

    @Test
    void license_withoutService_isRefusedWith7008AndSaysHowToSetOne() {
        LicenseRefusedException refusal = bridging.refusal(
                        Bridging.request(Bridging.policy().build(), Bridging.CHALLENGE))
                .orElseThrow();
        assertEquals(-7008, Bridging.code(refusal));
        assertTrue(refusal.explanation().usualCause().contains("widevine service set"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "spc=AAAA%3D%3D", "{\"challenge\":\"CAE=\"}", "<html></html>", "CAESBAoCCAE=", "hello you"})
    void license_bodyThatIsNoChallenge_isRefusedWithoutACall(String body) throws IOException {
        try (FakeService service = FakeService.saying(OK)) {
            LicenseRefusedException refusal = bridging.refusal(Bridging.request(
                            Bridging.policy().build(), body.getBytes(StandardCharsets.UTF_8), service.service()))
                    .orElseThrow();
            assertEquals(-7008, Bridging.code(refusal));
            assertEquals(0, service.requests.get());
            assertTrue(refusal.explanation().got().endsWith(body.length() + " bytes in all"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DRM_DEVICE_CERTIFICATE_REVOKED, -4001",
        "DRM_DEVICE_CERTIFICATE_SERIAL_NUMBER_REVOKED, -4001",
        "DRM_DEVICE_CERT_SERIAL_REVOKED, -4001",
        "DEVICE_CERTIFICATE_REVOKED, -4001",
        "UNTRUSTED_DEVICE, -4001",
        "INVALID_DEVICE_SIGNATURE, -4001",
        "INVALID_CLIENT_SIGNATURE, -4001",
        "INVALID_DRM_CERTIFICATE, -4001",
        "SIGNATURE_FAILED, -7008",
        "INVALID_LICENSE_CHALLENGE, -7008",
        "INVALID_PSSH, -7008",
        "PROVIDER_ID_MISMATCH, -7008",
        "UNKNOWN_ERROR, -7008",
        "'', -7008",
        "ok, -7008",
    })
    void license_status_hasItsCode(String status, int code) throws IOException {
        try (FakeService service = FakeService.saying("{\"status\":\"" + status + "\",\"license\":\"bGljZW5jZQ==\"}")) {
            LicenseRefusedException refusal = bridging.refusal(service.service());
            assertEquals(code, Bridging.code(refusal));
            assertEquals(status, refusal.device().get("status"));
            assertEquals(1, service.requests.get());
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
            assertEquals(-7008, Bridging.code(bridging.refusal(service.service())));
        }
    }

    @Test
    void license_deepAnswer_isRefusedWith7008() throws IOException {
        try (FakeService service = FakeService.saying("{\"a\":".repeat(10_000))) {
            assertEquals(-7008, Bridging.code(bridging.refusal(service.service())));
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
            LicenseRefusedException refusal = bridging.refusal(service.service());
            assertEquals(-7008, Bridging.code(refusal));
            assertEquals(1, service.requests.get());
        }
    }

    @Test
    void license_statusBesideAnotherStatusLine_counts() throws IOException {
        try (FakeService revoked = new FakeService((number, out) ->
                out.write(FakeService.http("403 Forbidden", "{\"status\":\"DRM_DEVICE_CERTIFICATE_REVOKED\"}")))) {
            assertEquals(-4001, Bridging.code(bridging.refusal(revoked.service())));
        }
        try (FakeService failing = new FakeService((number, out) -> out.write(
                number == 0
                        ? FakeService.http("500 Internal Server Error", "{\"status\":\"INTERNAL_ERROR\"}")
                        : FakeService.http("200 OK", OK)))) {
            assertEquals("licence", text(bridging.license(failing.service())));
        }
    }

    @Test
    void license_manyRetries_endWithTheTime() throws IOException {
        Bridging patient = new Bridging(
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
            License license = bridging.license(service.service());
            assertEquals("x" + "y".repeat(127), license.device().get("model"));
            assertEquals(2, license.device().size(), license.device().toString());
        }
    }

    @Test
    void license_internalErrorOnce_isAskedAgain() throws IOException {
        try (FakeService service = new FakeService((number, out) ->
                out.write(FakeService.http("200 OK", number == 0 ? "{\"status\":\"INTERNAL_ERROR\"}" : OK)))) {
            assertEquals("licence", text(bridging.license(service.service())));
            assertEquals(2, service.requests.get());
        }
    }

    @Test
    void license_internalErrorAlways_isGivenUp() throws IOException {
        try (FakeService service = FakeService.saying("{\"status\":\"INTERNAL_ERROR\"}")) {
            assertEquals(-7008, Bridging.code(bridging.refusal(service.service())));
            assertEquals(3, service.requests.get());
        }
    }

    @Test
    void license_nobodyListens_isRefusedWith7008AndKeepsTheCause() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        LicenseRefusedException refusal = bridging.refusal(FakeService.service(free));
        assertEquals(-7008, Bridging.code(refusal));
        assertTrue(refusal.getCause() instanceof IOException);
    }

    @Test
    void license_serviceNeverAnswers_isRefusedInTime() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        Bridging hasty = new Bridging(settings -> settings.with(ServiceCalls.TOTAL_TIMEOUT, "PT0.4S"));
        try (FakeService service = new FakeService((number, out) -> end.await())) {
            assertGivenUp(hasty, service);
        } finally {
            end.countDown();
        }
    }

    @Test
    void license_serviceDribbles_isRefusedInTime() throws IOException {
        Bridging hasty = new Bridging(settings -> settings.with(ServiceCalls.TOTAL_TIMEOUT, "PT0.4S"));
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

    private static void assertGivenUp(Bridging hasty, FakeService service) {
        long began = System.nanoTime();
        assertEquals(-7008, Bridging.code(hasty.refusal(service.service())));
        assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(10)) < 0);
        assertEquals(1, service.requests.get());
    }

    @Test
    void license_serviceHangsUp_isRefusedWith7008() throws IOException {
        try (FakeService service =
                new FakeService((number, out) -> out.write("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII)))) {
            assertEquals(-7008, Bridging.code(bridging.refusal(service.service())));
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
            assertEquals(-7008, Bridging.code(bridging.refusal(service.service())));
        }
    }

    @Test
    void license_moreCallsThanAllowed_areRefusedAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        Bridging narrow = new Bridging(settings -> settings.with(ServiceCalls.MOST_CALLS, "2"));
        ExecutorService callers = Executors.newCachedThreadPool();
        try (FakeService service = new FakeService((number, out) -> {
            arrived.countDown();
            go.await();
            out.write(FakeService.http("200 OK", OK));
        })) {
            List<Future<License>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(callers.submit(() -> narrow.license(service.service())));
            }
            arrived.await();
            LicenseRefusedException refusal = narrow.refusal(service.service());
            assertEquals(-7008, Bridging.code(refusal));
            assertTrue(refusal.explanation().expected().contains("drm.wv.calls.max"));
            go.countDown();
            for (Future<License> license : waiting) {
                assertEquals("licence", text(license.get()));
            }
            assertEquals("licence", text(narrow.license(service.service())));
        } finally {
            go.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void license_manyAtOnce_areEachForTheirOwn() throws Exception {
        Bridging wide = new Bridging(settings -> settings.with(ServiceCalls.MOST_CALLS, "100")
                .with(ServiceCalls.READ_TIMEOUT, "PT30S")
                .with(ServiceCalls.TOTAL_TIMEOUT, "PT30S"));
        ExecutorService callers = Executors.newFixedThreadPool(100);
        try {
            Callable<License> call = () -> wide.license(standIn.service());
            for (Future<License> license : callers.invokeAll(Collections.nCopies(100, call))) {
                assertEquals(StandIn.MARK + "key " + Bridging.KID, text(license.get()));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void refusals_showNoSecret() throws IOException {
        try (FakeService service = FakeService.saying("{\"status\":\"NO\"}")) {
            LicenseRefusedException refusal = bridging.refusal(service.service());
            String shown = refusal + " " + refusal.explanation() + refusal.violations() + refusal.device();
            assertFalse(shown.contains(Bridging.KEY), shown);
            assertFalse(shown.contains("wP/uAMD/7hHA"), shown);
        }
    }
}
