package org.symbolon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.collect.ListMultimap;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One line a request, and nothing in it that should not be. */
final class RequestLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger requests = (Logger) LoggerFactory.getLogger("symbolon.requests");
    private TestService service;

    @BeforeEach
    void start() {
        lines.start();
        root.addAppender(lines);
        requests.addAppender(lines);
        service = TestService.start();
        lines.list.clear();
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        requests.detachAppender(lines);
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
        assertFalse(lines.list.get(0).getFormattedMessage().contains(sealed));
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

        await(6);
        for (ILoggingEvent event : lines.list) {
            for (String secret : List.of(TestService.SECRET, TestService.KEY, TestService.KEK, TestService.EK)) {
                assertFalse(event.getFormattedMessage().contains(secret), event.getFormattedMessage());
            }
        }
    }

    /** A line is written at the end of the event loop's turn, which may be after the answer has arrived. */
    private void await(int count) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (lines.list.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(count, lines.list.size());
    }

    private JsonNode onlyLine() {
        await(1);
        return Json.of(lines.list.get(0).getFormattedMessage());
    }
}
