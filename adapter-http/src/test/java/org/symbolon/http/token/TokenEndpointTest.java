package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** The token endpoints as clients see them: methods, hosts, types, headers, shapes. */
final class TokenEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static TokenClaims claims(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        String token = response.body().substring(response.body().indexOf("ExpressPlayToken=") + 17);
        return service.symbolon.inspect(new SealedToken(token)).orElseThrow().claims();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wv", "fp"})
    void get_answersOneUrlAndNothingElse(String drm) {
        HttpResponse<String> response = service.get(drm, TestService.valid(drm));

        assertEquals(200, response.statusCode());
        assertEquals(List.of("text/uri-list"), response.headers().allValues("Content-Type"));
        assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
        assertTrue(response.headers()
                .firstValue("Date")
                .orElseThrow()
                .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT"));
        assertTrue(
                response.body()
                        .matches("http://127\\.0\\.0\\.1:" + service.port + "/hms/" + drm
                                + "/rights/\\?ExpressPlayToken=[A-Za-z0-9_-]{60,300}"),
                response.body());
        assertEquals(new DrmId(drm), claims(response).drm());
    }

    @Test
    void post_takesParametersOfBodyAndQueryTogether() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("contentKey");

        HttpResponse<String> response = service.post(
                "/hms/wv/token?contentKey=" + TestService.KEY,
                TestService.encode(parameters),
                "Content-Type",
                FORM + "; charset=UTF-8");

        assertEquals(200, response.statusCode(), response.body());
    }

    @Test
    void post_withoutBody_takesTheQuery() {
        assertEquals(
                200,
                service.post("/hms/fp/token?" + TestService.encode(TestService.valid("fp")), "")
                        .statusCode());
    }

    @Test
    void parameterWithDifferentValuesInQueryAndBody_isRefused() {
        HttpResponse<String> response = service.post(
                "/hms/wv/token?cookie=a",
                TestService.encode(TestService.valid("wv")) + "&cookie=b",
                "Content-Type",
                FORM);

        assertEquals(List.of(-2033), AnswerJson.codes(response));
        assertEquals(
                "cookie",
                AnswerJson.of(response).get("errors").get(0).get("parameter").asString());
    }

    @Test
    void parameterWithTheSameValueInQueryAndBody_isOneValue() {
        HttpResponse<String> response = service.post(
                "/hms/wv/token?cookie=a",
                TestService.encode(TestService.valid("wv")) + "&cookie=a",
                "Content-Type",
                FORM);

        assertEquals(200, response.statusCode(), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hms/xx/token",
                "/hms/wv/token/",
                "/hms/wv",
                "/HMS/wv/token",
                "//hms/wv/token",
                "/hms/wv/%74oken"
            })
    void otherPath_is404InTheAskedForFormat(String path) {
        HttpResponse<String> response = service.get(path + "?errorFormat=json");

        assertEquals(404, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(service.get(path).body().startsWith("<!DOCTYPE html>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kid=%",
                "kid=%4",
                "kid=%zz",
                "%=1",
                "kid=%C3%28",
                "kid=%FF",
                "kid=%C0%80",
                "kid=%ED%A0%80",
                "cookie=\u00c3"
            })
    void malformedEncoding_is400InTheAskedForFormat(String pair) {
        String answer = service.raw(
                "GET /hms/wv/token?errorFormat=json&" + pair + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("application/json"), answer);
    }

    @Test
    void malformedEncodingInABody_is400() {
        assertEquals(
                400,
                service.post("/hms/wv/token", "kid=%zz", "Content-Type", FORM).statusCode());
    }

    @Test
    void caretAndUtf8_areTakenUnencoded() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("kid");
        String answer = service.raw("GET /hms/wv/token?" + TestService.encode(parameters)
                + "&kid=^kid1&contentId=\u00c3\u00a9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void plusThatBecameASpace_isReadAsPlus() {
        String query = TestService.encode(TestService.valid("wv")) + "&expirationTime=+60&wvExtension=wudo,+/+/";
        assertEquals(200, service.get("/hms/wv/token?" + query).statusCode());
    }

    @Test
    void tooManyParameters_are400() {
        assertEquals(
                400,
                service.post("/hms/wv/token", "a=1&".repeat(257), "Content-Type", FORM)
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "wv-gen.test.example.com, 00c0ffee00c0ffee00c0ffee00c0ffee, 200",
        "TEST.localhost:8080, 00c0ffee00c0ffee00c0ffee00c0ffee, 200",
        "test.localhost., 00c0ffee00c0ffee00c0ffee00c0ffee, 200",
        "wv-gen.test.example.com, 1ad8eed133edf43cbcc185f0236828ae, 401",
        "testing.example.com, 1ad8eed133edf43cbcc185f0236828ae, 200",
        "testing.test.example.com, 00c0ffee00c0ffee00c0ffee00c0ffee, 200",
        "contest.example.com, 1ad8eed133edf43cbcc185f0236828ae, 200",
        "example.test, 00c0ffee00c0ffee00c0ffee00c0ffee, 200",
        "[::1]:8080, 1ad8eed133edf43cbcc185f0236828ae, 200",
        "wv-gen.example.com, 00c0ffee00c0ffee00c0ffee00c0ffee, 401"
    })
    void host_namesTheEnvironment(String host, String secret, int status) {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.replaceValues("customerAuthenticator", List.of("201722," + secret));
        String answer = service.raw("GET /hms/wv/token?" + TestService.encode(parameters) + " HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @Test
    void targetInAbsoluteForm_overridesTheHost() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.replaceValues("customerAuthenticator", List.of("201722," + TestService.TEST_SECRET));
        String answer = service.raw("GET http://test.example.com/hms/wv/token?" + TestService.encode(parameters)
                + " HTTP/1.1\r\nHost: other.example.com\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void hostInNeitherList_is404() {
        try (TestService strict =
                TestService.start(ImmutableMap.of(HttpSettings.HOSTS_PRODUCTION, "wv-gen.example.com"))) {
            assertEquals(404, strict.get("wv", TestService.valid("wv")).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\r\nHost: b\r\n"})
    void requestWithoutOneHost_is400(String headers) {
        String answer = service.raw("GET /hms/wv/token HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void unknownParameters_areNamedWhetherTheTokenIsIssuedOrNot() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.put("useHttps", "true");
        parameters.put("rightsType", "BuyToOwn");
        parameters.put("uncompressedDigitalVideoOPL", "0");
        parameters.put(TestService.AUTHENTICATOR, "");
        parameters.put("sécurité\r\n: x", "1");
        String names =
                "useHttps, uncompressedDigitalVideoOPL, 201722%2C1ad8%E2%80%A6, s%C3%A9curit%C3%A9%0D%0A%3A+x, rightsType";

        HttpResponse<String> issued = service.get("wv", parameters);
        parameters.removeAll("kid");
        HttpResponse<String> refused = service.get("wv", parameters);

        assertEquals(200, issued.statusCode());
        assertEquals(names, issued.headers().firstValue("Ignored-Parameters").orElseThrow());
        assertEquals(names, refused.headers().firstValue("Ignored-Parameters").orElseThrow());
    }

    @Test
    void unauthenticatedCaller_isToldNothingFurther() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("customerAuthenticator");
        parameters.removeAll("kid");
        parameters.put("useHttps", "true");

        HttpResponse<String> response = service.get("wv", parameters);

        assertEquals(List.of(-2017), AnswerJson.codes(response));
        assertTrue(response.headers().firstValue("Ignored-Parameters").isEmpty());
    }

    @Test
    void allProblems_areAnsweredAtOnceInTheOrderOfTheTables() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("kid");
        parameters.replaceValues("contentKey", List.of("1"));
        parameters.replaceValues("securityLevel", List.of("9"));
        parameters.replaceValues("hdcpOutputControl", List.of("9"));
        parameters.put("expirationTime", "x");

        assertEquals(List.of(-4018, -2027, -2002, -7004, -2034), AnswerJson.codes(service.get("wv", parameters)));
    }

    @Test
    void htmlError_isACompletePageWithEverythingEscapedAndNoScriptAllowed() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("errorFormat");
        parameters.removeAll("kid");
        parameters.put("expirationTime", "<script>alert('x')</script>");

        HttpResponse<String> response = service.get("wv", parameters);

        assertEquals(
                "text/html; charset=utf-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(response.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'"));
        assertTrue(response.body().contains("<title>400 [-4018] Missing kid</title>"), response.body());
        assertTrue(response.body().contains("[-2002] "), response.body());
        assertTrue(response.body().contains("&lt;script&gt;"), response.body());
        assertFalse(response.body().contains("<script"), response.body());
    }

    @Test
    void accountDefault_standsInForWhatARequestLeavesOut() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("securityLevel");
        service.change(account -> account.putDefaults(new DrmId("wv"), ImmutableMap.of("securityLevel", "3")));

        assertEquals(200, service.get("wv", parameters).statusCode());
        parameters.put("securityLevel", "");
        assertEquals(List.of(-7003), AnswerJson.codes(service.get("wv", parameters)));
        service.change(account -> account);
    }

    @Test
    void addressThatATrustedProxyForwards_isTheCallers() {
        ImmutableMap<org.symbolon.core.settings.SettingKey<?>, String> trusting =
                ImmutableMap.of(HttpSettings.PROXIES_TRUSTED, "127.0.0.0/8, 10.9.0.0/16");
        try (TestService behindProxy = TestService.start(trusting)) {
            behindProxy.change(account ->
                    account.addAllowedNetworks(Network.parse("10.20.0.0/16").orElseThrow()));
            assertEquals(200, forwarded(behindProxy, "1.2.3.4, 10.20.1.1, 10.9.0.1"));
            assertEquals(401, forwarded(behindProxy, "10.20.1.1, 1.2.3.4"));
            assertEquals(401, forwarded(behindProxy, "10.20.1.1, unknown"));
        }
        service.change(account ->
                account.addAllowedNetworks(Network.parse("10.20.0.0/16").orElseThrow()));
        assertEquals(401, forwarded(service, "10.20.1.1"));
        service.change(account -> account);
    }

    private static int forwarded(TestService asked, String addresses) {
        String target = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
        return asked.send(HttpRequest.newBuilder(asked.uri(target)).header("X-Forwarded-For", addresses))
                .statusCode();
    }

    @Test
    void health_answersOk() {
        assertEquals("ok\n", service.get("/healthz").body());
        assertEquals(405, service.post("/healthz", "").statusCode());
    }
}
