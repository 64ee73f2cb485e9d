package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.FakeStores;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** What is in a list of keys, and how it comes. */
final class KeyListTest {
    private final ManyKeys keys = new ManyKeys();
    private final TestService service = TestService.start(FakeStores.withKeys(keys.storage()));
    private final KeyClient client = new KeyClient(service);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void emptyStorage_answersAnEmptyArray() {
        assertEquals("200 application/json []", client.get("/keys"));
    }

    @Test
    void keysThatDoNotUnwrap_stayWrapped() {
        client.store("^kid1");
        client.send("POST", "/keys?" + KeyClient.WITH_OTHER_KEK, "{\"kid\":\"ff0102030405060708090a0b0c0d0e0f\"}");

        JsonNode list = AnswerJson.of(client.send("GET", "/keys?" + KeyClient.WITH_KEK, ""));

        assertEquals(KeyClient.KEY, list.get(0).get("k").asString());
        assertFalse(list.get(0).has("ek"));
        assertEquals(48, list.get(1).get("ek").asString().length());
        assertFalse(list.get(1).has("k"));
    }

    /** The query, which key the list begins with, and how many it has. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 1200",
        "limit=1, 0, 1",
        "limit=500, 0, 500",
        "limit=501, 0, 501",
        "limit=1000, 0, 1000",
        "limit=1200, 0, 1200",
        "limit=99999999999999999999, 0, 1200",
        "after=000000000000000000000000000002bb, 700, 500",
        "after=000000000000000000000000000002bc, 701, 499",
        "after=000000000000000000000000000004af, 1200, 0",
        "after=^kid1, 1200, 0",
        "limit=300&after=00000000000000000000000000000063, 100, 300"
    })
    void list_isPagedByLimitAndAfter(String query, int first, int size) {
        keys.fill(1200);
        JsonNode list = AnswerJson.of(client.getRaw("/keys?" + query).text());

        assertEquals(size, list.size());
        for (int i = 0; i < size; i++) {
            assertEquals(
                    new KeyId(0, first + i).toString(), list.get(i).get("kid").asString());
        }
    }

    @Test
    void list_isChunkedAndLeavesTheConnectionOpen() {
        keys.fill(3);
        String request = "GET " + client.target("/keys") + " HTTP/1.1\r\nHost: a\r\n";
        String answer = service.raw(request + "\r\n" + request + "Connection: close\r\n\r\n");

        assertEquals(2, answer.split("\"kid\":\"00000000000000000000000000000002\"", -1).length - 1, answer);
        assertTrue(answer.contains("transfer-encoding: chunked"), answer);
        assertTrue(answer.contains("cache-control: no-store"), answer);
        assertTrue(answer.endsWith("0\r\n\r\n"), answer);
    }

    @Test
    void listForHttp10_endsWithTheConnection() {
        keys.fill(1200);
        RawAnswer answer = RawAnswer.of(service.raw("GET " + client.target("/keys") + " HTTP/1.0\r\n\r\n"));
        assertEquals(1200, AnswerJson.of(answer.body()).size());
    }

    @Test
    void storageThatFailsAtOnce_is503() {
        keys.failAfter(0);
        HttpResponse<String> response = client.send("GET", "/keys", "");

        assertEquals(503, response.statusCode());
        assertEquals(-4019, AnswerJson.of(response).get("code").asInt());
    }

    @Test
    void storageThatFailsHalfWay_leavesTheListWithoutAnEnd() {
        keys.fill(1200);
        keys.failAfter(2);
        RawAnswer answer = client.getRaw("/keys");

        assertEquals(200, answer.status());
        assertEquals(1000, answer.body().split("\"kid\":", -1).length - 1);
        assertFalse(answer.body().endsWith("0\r\n\r\n"), "the list has no end");
    }
}
