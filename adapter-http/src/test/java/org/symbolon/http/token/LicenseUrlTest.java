package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** Where licence URLs lead: their scheme, their host, and that the service takes them. */
final class LicenseUrlTest {
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto: https | https",
                "X-Forwarded-Proto: HTTPS | https",
                "X-Forwarded-Proto: http | http",
                "X-Forwarded-Proto: https, http | http",
                "X-Forwarded-Proto: http; X-Forwarded-For: 1.2.3.4 | http",
                "X-Forwarded-Proto: https, http; X-Forwarded-For: 1.2.3.4, 10.9.0.1 | https",
                "X-Forwarded-Proto: https; X-Forwarded-For: 1.2.3.4, 10.9.0.1 | https",
                "Forwarded: for=1.2.3.4;proto=https | https",
                "Forwarded: proto=\"https\";by=10.9.0.1 | https",
                "Forwarded: proto=https, for=1.2.3.4; proto=http | http",
                "Forwarded: for=1.2.3.4 | http",
                "Forwarded: proto=https; X-Forwarded-Proto: http | http",
                "Host: https | http",
                "X-Other: 1 | http"
            })
    void useHttps_isGrantedWhereATrustedProxyWasAskedOverHttps(String headers, String scheme) {
        try (TestService behindProxy =
                TestService.start(ImmutableMap.of(HttpSettings.PROXIES_TRUSTED, "127.0.0.0/8, 10.9.0.0/16"))) {
            assertEquals(scheme, scheme(behindProxy, headers));
        }
        assertEquals("http", scheme(service, headers), "a proxy that is not trusted");
    }

    private static String scheme(TestService asked, String headers) {
        String lines = headers.replaceAll("; (?=[A-Z])", "\r\n");
        String host = headers.startsWith("Host") ? "" : "Host: a\r\n";
        RawAnswer answer = RawAnswer.of(asked.raw("GET /hms/wv/token?useHttps=true&"
                + TestService.encode(TestService.valid("wv")) + " HTTP/1.1\r\nConnection: close\r\n" + host + lines
                + "\r\n\r\n"));
        assertEquals(200, answer.status(), answer.body());
        String scheme = answer.body().substring(0, answer.body().indexOf(':'));
        assertEquals(
                scheme.equals("https") ? Optional.empty() : Optional.of("useHttps"),
                answer.header("ignored-parameters"));
        return scheme;
    }

    @Test
    void tokenOfTheTestEnvironment_leadsToItsHost() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.replaceValues("customerAuthenticator", List.of("201722," + TestService.TEST_SECRET));
        RawAnswer issued = RawAnswer.get(service, "/hms/wv/token?" + TestService.encode(parameters), "test.localhost");
        URI url = URI.create(issued.body());
        assertEquals("test.localhost:" + service.port, url.getAuthority());
        assertEquals(
                204,
                RawAnswer.get(service, url.getRawPath() + "?" + url.getRawQuery(), url.getAuthority())
                        .status());
    }

    @Test
    void tokenWhoseUrlTheServiceWouldNotTake_isRefusedAndAnyOtherCanBeRedeemed() {
        try (TestService narrow = TestService.start(ImmutableMap.of(CoreSettings.HTTP_LINE_MAX, "800"))) {
            int issued = 0;
            int refused = 0;
            for (int extension = 0; extension < 500; extension += 3) {
                String body = TestService.encode(TestService.valid("wv")) + "&wvExtension=wudo,"
                        + "AAAA".repeat(1 + extension / 3);
                HttpResponse<String> response = narrow.post("/hms/wv/token", body);
                if (response.statusCode() == 200) {
                    issued++;
                    URI url = URI.create(response.body());
                    assertEquals(
                            204,
                            narrow.get(url.getRawPath() + "?" + url.getRawQuery())
                                    .statusCode());
                } else {
                    refused++;
                    assertEquals(List.of(-6005), AnswerJson.codes(response));
                }
            }
            assertTrue(issued > 10 && refused > 10, issued + " issued, " + refused + " refused");
        }
    }
}
