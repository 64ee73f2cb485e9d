package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/** What the key storage refuses, and in which words. */
final class KeyErrorsTest {
    private static TestService service;
    private static KeyClient client;

    @BeforeAll
    static void start() {
        service = TestService.start();
        client = new KeyClient(service);
        client.store("^kid1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /**
     * {@code KEK} stands for the right one, {@code OTHER} for a wrong one, {@code ZEROS} for a key that is not there.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /keys/ZEROS | 404 | 2 | no key is stored under kid 00000000000000000000000000000000",
                "GET | /keys/KID1,ZEROS | 404 | 2 | no key is stored under kid 00000000000000000000000000000000",
                "GET | /keys/ZEROS/value | 404 | 2 | no key is stored under kid 00000000000000000000000000000000",
                "PUT | /keys/ZEROS | 404 | 2 | no key is stored under kid 00000000000000000000000000000000",
                "DELETE | /keys/ZEROS | 404 | 2 | no key is stored under kid 00000000000000000000000000000000",
                "GET | /keys/KID1?OTHER | 400 | 5 | kek is not the one that the key is wrapped under",
                "GET | /keys/KID1/value?OTHER | 400 | 5 | kek is not the one that the key is wrapped under",
                "GET | /keys/KID1,KID1?OTHER | 400 | 5 | kek is not the one that the key is wrapped under",
                "PUT | /keys/KID1?OTHER | 400 | 5 | kek is not the one that the key is wrapped under",
                "PUT | /keys/KID1,KID1 | 400 | 2 | kid must be one, not 2",
                "DELETE | /keys/KID1,ZEROS | 400 | 2 | kid must be one, not 2",
                "GET | /keys/KID1?kek= | 400 | 2 | kek is empty",
                "GET | /keys/KID1?kek | 400 | 2 | kek is empty",
                "GET | /keys/KID1?KEK&KEK | 400 | 2 | kek is given 2 times; it takes one value",
                "GET | /keys/KID1?kek=00 | 400 | 2 | kek must be 32 hexadecimal digits",
                "POST | /keys?kek=000102030405060708090a0b0c0d0e0f0001020304050607 | 400 | 2"
                        + " | kek must be 32 hexadecimal digits",
                "GET | /keys?limit=0 | 400 | 2 | 'limit must be a whole number, 1 or more'",
                "GET | /keys?limit=-1 | 400 | 2 | 'limit must be a whole number, 1 or more'",
                "GET | /keys?limit=x | 400 | 2 | 'limit must be a whole number, 1 or more'",
                "GET | /keys?limit=1.5 | 400 | 2 | 'limit must be a whole number, 1 or more'",
                "GET | /keys?limit= | 400 | 2 | limit is empty",
                "GET | /keys?limit=1&limit=1 | 400 | 2 | limit is given 2 times; it takes one value",
                "GET | /keys?after= | 400 | 2 | after is empty",
                "GET | /keys?after=x | 400 | 2 | 'after must be 32 hexadecimal digits, not 1 characters'",
                "GET | /keycount?kek=x | 400 | 2 | kek must be 32 hexadecimal digits",
                "POST | /keys | 400 | 2 | 'a new key needs kek, or ek'",
                "GET | /keys/0 | 400 | 2 | 'kid must be 32 hexadecimal digits, not 1 characters'",
                "GET | / | 404 | 2 | There is nothing at this URL",
                "GET | '' | 404 | 2 | There is nothing at this URL",
                "GET | /keys/ | 404 | 2 | There is nothing at this URL",
                "GET | //keys | 404 | 2 | There is nothing at this URL",
                "GET | /keycount/ | 404 | 2 | There is nothing at this URL",
                "GET | /Keys | 404 | 2 | There is nothing at this URL",
                "GET | /keycounts | 404 | 2 | There is nothing at this URL",
                "PUT | /keys | 405 | 2 | 'The method must be one of GET, POST'",
                "DELETE | /keys | 405 | 2 | 'The method must be one of GET, POST'",
                "POST | /keys/KID1 | 405 | 2 | 'The method must be one of GET, PUT, DELETE'",
                "OPTIONS | /keys/KID1 | 405 | 2 | 'The method must be one of GET, PUT, DELETE'",
                "PUT | /keys/KID1/value | 405 | 2 | The method must be one of GET",
                "POST | /keycount | 405 | 2 | The method must be one of GET"
            })
    void request_isRefused(String method, String resource, int status, int code, String message) {
        String target = resource.replace("ZEROS", "00000000000000000000000000000000")
                .replace("KID1", KeyClient.KID1)
                .replace("KEK", KeyClient.WITH_KEK)
                .replace("OTHER", KeyClient.WITH_OTHER_KEK);
        HttpResponse<String> response = client.send(method, target, "");

        assertEquals("{\"code\":" + code + ",\"message\":\"" + message + "\"}", response.body());
        assertEquals(status, response.statusCode());
        assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
        assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
        assertEquals(
                status == 405,
                response.headers().firstValue("Allow").filter(message::endsWith).isPresent());
    }

    @Test
    void head_is405() {
        String answer =
                service.raw("HEAD " + client.target("/keycount") + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz=1", "x=%", "kek=%C3", "x=\u00ff"})
    void malformedQuery_is400(String pair) {
        RawAnswer answer = client.getRaw("/keycount?" + pair);
        assertEquals(400, answer.status());
        assertEquals("{\"code\":2,\"message\":\"Percent-encoding and UTF-8 must be well-formed\"}", answer.body());
    }

    @Test
    void requestWithoutHost_is400() {
        RawAnswer answer = RawAnswer.of(service.raw("GET /keystore/keys HTTP/1.1\r\nConnection: close\r\n\r\n"));
        assertEquals(400, answer.status());
        assertEquals(2, AnswerJson.of(answer.body()).get("code").asInt());
    }

    @Test
    void unknownParameters_areIgnoredAndNamed() {
        HttpResponse<String> read =
                client.send("GET", "/keys/" + KeyClient.KID1 + "?errorFormat=html&limit=x&a%20b=1", "");
        HttpResponse<String> list = client.send("GET", "/keys?limit=1&kEk=1", "");
        HttpResponse<String> refused = client.send("GET", "/keys?limit=0&x=1", "");

        assertEquals(200, read.statusCode());
        assertEquals(List.of("errorFormat, limit, a+b"), read.headers().allValues("Ignored-Parameters"));
        assertEquals(List.of("kEk"), list.headers().allValues("Ignored-Parameters"));
        assertEquals(List.of("x"), refused.headers().allValues("Ignored-Parameters"));
    }
}
