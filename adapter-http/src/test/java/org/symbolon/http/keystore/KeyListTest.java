package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void longList_isChunkedAndLeavesTheConnectionOpen() {
        keys.fill(301);
        String request = "GET " + client.target("/keys") + " HTTP/1.1\r\nHost: a\r\n";
        String answer = service.raw(request + "\r\n" + request + "Connection: close\r\n\r\n");

        assertEquals(2, answer.split("\"kid\":\"00000000000000000000000000000002\"", -1).length - 1, answer);
        assertTrue(answer.contains("transfer-encoding: chunked"), answer);
        assertTrue(answer.contains("cache-control: no-store"), answer);
        assertTrue(answer.endsWith("0\r\n\r\n"), answer);
    }

    @Test
    void shortList_hasALength() {
        keys.fill(3);
        RawAnswer answer = client.getRaw("/keys");
        assertEquals(Optional.of(Integer.toString(answer.body().length())), answer.header("content-length"));
        assertEquals(3, AnswerJson.of(answer.body()).size());
    }

    /** The service asks for 64 KiB at a time, which 16 of these keys have. */
    @Test
    void listOfLargeKeys_isReadInPartsOfSoManyBytes() {
        keys.fill(160, "i".repeat(4_096));
        assertEquals(160, AnswerJson.of(client.getRaw("/keys").text()).size());
        assertEquals(11, keys.asked(), "pages");
    }

    @Test
    void idThatIsAskedForAThousandTimes_isInTheAnswerOnce() {
        keys.fill(2, "i".repeat(4_096));
        String zero = new KeyId(0, 0).toString();
        String path = "/keys/" + new KeyId(0, 1) + ("," + zero).repeat(999);
        JsonNode list = AnswerJson.of(client.getRaw(path).body());
        assertEquals(2, list.size());
        assertEquals(zero, list.get(1).get("kid").asString());
        assertEquals(
                1,
                AnswerJson.of(client.getRaw("/keys/" + zero + "," + zero).body())
                        .size());
        assertEquals(
                "#" + TestService.EK + ",#" + TestService.EK,
                client.getRaw("/keys/" + zero + "," + zero + "/value").body());
    }

    @Test
    void manyNamedKeys_areReadAsTheyAreSent_inTheOrderAskedFor() {
        keys.fill(1_000, "i".repeat(1_000));
        String path = "/keys/" + named(0, 1_000).collect(Collectors.joining(","));
        JsonNode list = AnswerJson.of(client.getRaw(path).text());
        assertEquals(
                named(0, 1_000).toList(),
                list.valueStream().map(key -> key.get("kid").asString()).toList());
        assertEquals(1 + 63, keys.asked(), "whether all are there, and each page");
    }

    @Test
    void manyNamedKeysOfWhichTheLastIsMissing_are404() {
        keys.fill(999);
        RawAnswer answer = client.getRaw("/keys/" + named(0, 1_000).collect(Collectors.joining(",")));
        assertEquals(404, answer.status());
        assertEquals(
                "no key is stored under kid " + new KeyId(0, 999),
                AnswerJson.of(answer.body()).get("message").asString());
    }

    /** The ids of keys in descending order. */
    private static Stream<String> named(int first, int end) {
        return IntStream.range(first, end).mapToObj(i -> new KeyId(0, end - 1 + first - i).toString());
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
        assertEquals(600, answer.body().split("\"kid\":", -1).length - 1);
        assertFalse(answer.body().endsWith("0\r\n\r\n"), "the list has no end");
    }
}
