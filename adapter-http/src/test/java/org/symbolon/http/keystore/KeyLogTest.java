package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.keystore.KeyClient.WITH_KEK;
import static org.symbolon.http.keystore.KeyClient.WITH_OTHER_KEK;

import com.google.common.collect.Iterables;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.symbolon.http.FakeStores;
import org.symbolon.http.LogLines;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** What the log says of requests to the key storage, and what neither it nor an answer ever says. */
final class KeyLogTest {
    private static final String NAME = "^the-name-of-a-key";
    private static final String WRONG = "00112233445566778899aabbccddeeffff";

    private final LogLines lines = new LogLines();
    private final ManyKeys keys = new ManyKeys();
    private final TestService service = TestService.start(FakeStores.withKeys(keys.storage()));
    private final KeyClient client = new KeyClient(service);
    private int asked;

    @AfterEach
    void stop() {
        lines.close();
        service.close();
    }

    /** Checks the line of the latest request. */
    private JsonNode assertLogged(String expected) {
        JsonNode line = Iterables.getLast(lines.requests(++asked));
        String logged = line.get("method").asString() + " " + line.get("route").asString() + " "
                + line.get("status").asInt();
        assertEquals(expected, logged);
        return line;
    }

    @Test
    void requests_areLoggedByRouteAccountAndEnvironment() {
        client.store(NAME);
        assertLogged("POST /keystore/keys 201");
        client.getRaw("/keys/" + NAME + "," + NAME);
        assertLogged("GET /keystore/keys/{kid} 200");
        client.get("/keys");
        assertLogged("GET /keystore/keys 200");
        client.get("/keycount");
        JsonNode count = assertLogged("GET /keystore/keycount 200");
        client.getRaw("/keys/" + NAME + "/value?" + WITH_OTHER_KEK);
        JsonNode wrongKek = assertLogged("GET /keystore/keys/{kid}/value 400");
        client.get("/other/" + KeyClient.KEY);
        assertLogged("GET unknown 404");
        service.get("/keystore/keycount");
        JsonNode stranger = assertLogged("GET /keystore/keycount 401");

        assertEquals("201722", count.get("account").asString());
        assertEquals("production", count.get("environment").asString());
        assertEquals("[5]", wrongKek.get("codes").toString());
        assertEquals("[-2017]", stranger.get("codes").toString());
        assertFalse(stranger.has("account"));
    }

    @Test
    void failures_areLoggedUnderTheReferenceOfTheAnswer() {
        keys.failAfter(0);
        HttpResponse<String> response = client.send("GET", "/keys/" + KeyClient.KID1, "");
        String reference = response.headers().firstValue("Error-Reference").orElseThrow();

        assertEquals(
                reference,
                assertLogged("GET /keystore/keys/{kid} 503").get("reference").asString());
        assertTrue(lines.text().contains("key storage did not answer, reference " + reference));
        assertTrue(lines.text().contains(ManyKeys.FAILURE));
    }

    @Test
    void listThatIsBrokenOff_isLoggedAsThat() {
        keys.fill(600);
        keys.failAfter(1);
        client.getRaw("/keys");

        JsonNode line = assertLogged("GET /keystore/keys 200");
        assertTrue(line.get("brokenOff").asBoolean());
        assertTrue(lines.text()
                .contains("an answer was broken off, reference "
                        + line.get("reference").asString()));
        assertTrue(lines.text().contains(ManyKeys.FAILURE));
    }

    @Test
    void secrets_appearNowhereInTheLogOrInHeadersHoweverTheyAreSent() {
        client.store(NAME);
        StringBuilder heads = new StringBuilder();
        List<String> resources = List.of(
                "/keys",
                "/keys/" + NAME,
                "/keys/" + NAME + "/value",
                "/keys/" + KeyClient.KEY + "/x",
                "/keys/^%zz",
                "/keycount",
                "/x");
        for (String resource : resources) {
            heads.append(client.getRaw(resource + "?" + WITH_KEK).head());
            heads.append(client.getRaw(resource + "?" + WITH_OTHER_KEK).head());
            heads.append(client.getRaw(resource + "?kek=" + WRONG).head());
            heads.append(client.getRaw(resource + "?limit=" + TestService.KEK).head());
            heads.append(client.getRaw(resource + "?after=" + KeyClient.KEY).head());
            heads.append(client.getRaw(resource + "?%zz" + TestService.KEK).head());
        }
        keys.failAfter(0);
        String body = "{\"k\":\"$KEY\"}";
        heads.append(client.send("PUT", "/keys/" + KeyClient.KID1 + "?" + WITH_KEK, body)
                .headers()
                .map());

        lines.requests(2 + 6 * resources.size());
        assertHarmless(heads.toString());
        assertHarmless(lines.text());
    }

    @Test
    void secretsInBodies_appearInNoRefusal() {
        List<String> bodies = List.of(
                "{\"k\":\"" + WRONG + "\"}",
                "{\"k\":\"$KEY\",\"ek\":\"$EK\"}",
                "{\"ek\":\"$EK\"",
                "{\"ek\":\"$EK\"}",
                "$KEY");
        for (String body : bodies) {
            HttpResponse<String> response = client.send("POST", "/keys?" + WITH_OTHER_KEK, body);
            assertEquals(400, response.statusCode(), body);
            assertHarmless(response.body() + response.headers().map());
        }
        lines.requests(bodies.size());
        assertHarmless(lines.text());
    }

    private static void assertHarmless(String text) {
        List<String> secrets = List.of(
                TestService.SECRET, KeyClient.KEY, TestService.KEK, TestService.EK, NAME.substring(1), "ff0102030405");
        for (String secret : secrets) {
            assertFalse(text.contains(secret), () -> secret + " is in " + text);
        }
    }
}
