package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ListMultimap;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.http.LogLines;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** One line a request, and nothing in it that should not be. */
final class RequestLogTest {
    private LogLines log;
    private TestService service;

    @BeforeEach
    void start() {
        service = TestService.start();
        log = new LogLines();
    }

    @AfterEach
    void stop() {
        log.close();
        service.close();
    }

    @Test
    void issuedToken_isLoggedByIdAccountDrmAndCookie() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.put("cookie", "session-42");
        HttpResponse<String> response = service.get("wv", parameters);

        JsonNode line = onlyLine();
        assertEquals(200, line.get("status").asInt());
        assertEquals("/hms/wv/token", line.get("route").asString());
        assertEquals("wv", line.get("drm").asString());
        assertEquals("production", line.get("environment").asString());
        assertEquals("201722", line.get("account").asString());
        assertEquals("session-42", line.get("cookie").asString());
        assertTrue(line.get("token").asString().matches("[0-9a-f]{32}"));
        String sealed = response.body().substring(response.body().indexOf('=') + 1);
        assertFalse(log.text().contains(sealed));
    }

    @Test
    void refusedToken_isLoggedWithAllItsCodes() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("kid");
        parameters.replaceValues("securityLevel", List.of("9"));
        service.get("wv", parameters);

        JsonNode line = onlyLine();
        assertEquals(400, line.get("status").asInt());
        assertEquals("[-4018,-7004]", line.get("codes").toString());
        assertFalse(line.has("token"));
    }

    @Test
    void secrets_appearInNoLineHoweverTheyAreSent() {
        ListMultimap<String, String> wrapped = TestService.valid("fp");
        wrapped.removeAll("contentKey");
        wrapped.put("kek", TestService.KEK);
        wrapped.put("ek", TestService.EK);
        String query = TestService.encode(wrapped);
        service.get("/hms/fp/token?" + query);
        service.get("/hms/fp/token&" + query);
        service.raw("GET /hms/fp/token?" + query + "&%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        service.get("/hms/fp/token?" + query.replace("ek=1f", "ek=ff"));
        service.get("wv", TestService.valid("wv"));
        service.post("/hms/wv/token/" + TestService.KEY, query, "Content-Type", "text/plain");

        log.requests(6);
        for (String secret : List.of(TestService.SECRET, TestService.KEY, TestService.KEK, TestService.EK)) {
            assertFalse(log.text().contains(secret), log.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'201722,ffffffffffffffffffffffffffffffff', 201722",
        "'7,', 7",
        "'201722,1ad8eed1-33ed-f43c-bcc1-85f0236828ae', 201722",
        "'', ''",
        "1ad8eed133edf43cbcc185f0236828ae, ''",
        "12345678901234567, ''",
        "'1ad8eed133edf43cbcc185f0236828ae,201722', ''",
        "'1234567890123456789,1ad8eed133edf43cbcc185f0236828ae', ''",
        "',1ad8eed133edf43cbcc185f0236828ae', ''"
    })
    void callerWhoIsTurnedAway_isLoggedByAddressAndClaimedAccount(String authenticator, String claimed) {
        String parameter = "?customerAuthenticator=" + authenticator;
        service.get("/hms/wv/token" + parameter);
        service.post("/hms/wv/token", parameter.substring(1));
        service.get("/keystore/keys" + parameter);
        service.get("/cmiapi/getrecord/" + parameter);
        for (JsonNode line : log.requests(4)) {
            assertEquals(401, line.get("status").asInt());
            assertEquals("127.0.0.1", line.get("address").asString());
            assertEquals(claimed, line.path("claimedAccount").asString(""));
            assertFalse(line.has("account"));
        }
        assertFalse(log.text().contains("1ad8eed1"), log.text());
    }

    @Test
    void everyLine_hasTheAddressAndTheBytes() {
        String form = TestService.encode(TestService.valid("wv"));
        HttpResponse<String> response =
                service.post("/hms/wv/token", form, "Content-Type", "application/x-www-form-urlencoded");
        assertEquals(200, response.statusCode());

        JsonNode line = onlyLine();
        assertEquals("127.0.0.1", line.get("address").asString());
        assertEquals(form.length(), line.get("bytesIn").asInt());
        assertEquals(response.body().length(), line.get("bytesOut").asInt());
        assertFalse(line.has("queueMicros"), "the token was issued on the event loop");
        assertFalse(line.has("storeMicros"));
    }

    @Test
    void bytesOfABodyThatIsRefused_areThoseThatCame() {
        service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        JsonNode line = onlyLine();
        assertEquals(5, line.get("bytesIn").asInt());
        assertTrue(line.get("bytesOut").asInt() > 0);
    }

    @Test
    void timesOfAStore_areInTheLine() {
        assertEquals(
                200,
                service.get("/keystore/keycount?customerAuthenticator=" + TestService.AUTHENTICATOR)
                        .statusCode());
        JsonNode line = onlyLine();
        long queue = line.get("queueMicros").asLong();
        long store = line.get("storeMicros").asLong();
        assertTrue(
                queue >= 0 && store >= 0 && queue + store <= line.get("micros").asLong(), line.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-future, 4bf92f3577b34da6a3ce929d0e0e4736",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, ''",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, ''",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01, ''",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, ''",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01, ''",
        "4bf92f3577b34da6a3ce929d0e0e4736, ''",
        "'', ''"
    })
    void traceOfAValidHeader_isInTheLineAndBesideTheReference(String header, String trace) {
        HttpResponse<String> response =
                service.send(HttpRequest.newBuilder(service.uri("/hms/wv/rights/?ExpressPlayToken=none"))
                        .header("traceparent", header)
                        .POST(HttpRequest.BodyPublishers.ofString("a challenge")));

        JsonNode line = onlyLine();
        assertEquals(trace, line.path("trace").asString(""));
        String reference = line.get("reference").asString();
        assertEquals(
                trace.isEmpty() ? reference : reference + "; trace=" + trace,
                response.headers().firstValue("Error-Reference").orElseThrow());
        assertFalse(reference.equals(trace));
    }

    @Test
    void twoTraces_areNone() {
        String header = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
        service.raw("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + header + "\r\n");
        assertFalse(onlyLine().has("trace"));
    }

    @Test
    void methodThatHttpDoesNotKnow_isLoggedWithoutItsName() {
        service.raw(TestService.SECRET + " /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals("other", onlyLine().get("method").asString());
    }

    @Test
    void secretsInTheWrongPlace_appearInNoLine() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.put("cookie", TestService.KEY);
        service.get("wv", parameters);
        parameters.removeAll("contentKey");
        service.get("wv", parameters);
        parameters.replaceValues("cookie", List.of(TestService.SECRET));
        service.get("wv", parameters);
        service.get("/hms/wv/token?" + TestService.AUTHENTICATOR + "&" + TestService.KEY + "=1");
        service.get("/keystore/keys/" + TestService.KEY + "/x/value?" + TestService.AUTHENTICATOR);
        service.get("/" + TestService.AUTHENTICATOR);

        log.requests(6);
        for (String secret : List.of(TestService.SECRET, TestService.KEY)) {
            assertFalse(log.text().contains(secret), log.text());
        }
    }

    @Test
    void linesOfABurst_areInTheOrderOfTheRequests() {
        String health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        service.raw(health.repeat(300) + "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals(404, log.requests(301).get(300).get("status").asInt());
    }

    private JsonNode onlyLine() {
        return log.requests(1).get(0);
    }
}
