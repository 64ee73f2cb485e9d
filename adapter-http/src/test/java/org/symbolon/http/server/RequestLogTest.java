package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ListMultimap;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
