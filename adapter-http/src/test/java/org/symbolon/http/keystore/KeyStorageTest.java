package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.keystore.KeyClient.WITH_KEK;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** Each operation of the key storage, as requests and their answers. */
final class KeyStorageTest {
    private static final String JSON = " application/json ";
    private static final String CLEAR =
            "{'kid':'$KID1','k':'$KEY','kekId':'$KEK_ID','lastUpdate':$TIME}".replace('\'', '"');
    private static final String WRAPPED =
            "{'kid':'$KID1','ek':'$EK','kekId':'$KEK_ID','lastUpdate':$TIME}".replace('\'', '"');

    private TestService service;
    private KeyClient client;

    @BeforeEach
    void start() {
        service = TestService.start();
        client = new KeyClient(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Asks and compares; single quotes stand for double ones. */
    private void assertAnswer(String answer, String method, String resource, String body) {
        assertEquals(answer.replace('\'', '"'), client.ask(method, resource, body.replace('\'', '"')));
    }

    @Test
    void post_withKek_wrapsTheKeyAndShowsItBothWays() {
        assertAnswer(
                "201" + JSON + "{'kid':'$KID1','k':'$KEY','ek':'$EK','kekId':'$KEK_ID','info':'a\\n é','contentId':'',"
                        + "'expiration':'2099-12-31T23:59:59+01:00','lastUpdate':$TIME}",
                "POST",
                "/keys?" + WITH_KEK,
                "{'kid':'^kid1','k':'$KEY','info':'a\\n \\u00e9','contentId':'',"
                        + "'expiration':'2099-12-31T23:59:59+01:00'}");
    }

    @Test
    void post_ofWrappedKey_keepsItWithTheKekIdThatTheCallerGives() {
        assertAnswer(
                "201" + JSON + "{'kid':'$KID1','ek':'$EK','kekId':'mine','lastUpdate':$TIME}",
                "POST",
                "/keys",
                "{'kid':'$KID1','ek':'$EK','kekId':'mine','lastUpdate':'x','other':[{'k':1}],'info':null}");
        assertAnswer(
                "201" + JSON + "{'kid':'" + KeyClient.KID2
                        + "','k':'$KEY','ek':'$EK','kekId':'$KEK_ID','lastUpdate':$TIME}",
                "POST",
                "/keys?" + WITH_KEK,
                "{'kid':'" + KeyClient.KID2 + "','ek':'$EK'}");
    }

    @Test
    void post_withoutBody_makesIdAndKeyAtRandom() {
        HttpResponse<String> first = client.send("POST", "/keys?" + WITH_KEK, "");
        JsonNode key = AnswerJson.of(first);
        JsonNode other = AnswerJson.of(client.send("POST", "/keys?" + WITH_KEK, "{}"));

        assertEquals(201, first.statusCode());
        assertEquals(List.of("no-store"), first.headers().allValues("Cache-Control"));
        assertEquals(
                List.of("/keystore/keys/" + key.get("kid").asString()),
                first.headers().allValues("Location"));
        assertTrue(key.get("k").asString().matches("[0-9a-f]{32}"));
        assertTrue(key.get("ek").asString().matches("[0-9a-f]{48}"));
        assertNotEquals(key.get("k"), other.get("k"));
        assertNotEquals(key.get("kid"), other.get("kid"));
    }

    @Test
    void post_ofIdThatExists_answersTheStoredKeyUnchanged() {
        client.store("^kid1");

        HttpResponse<String> again = client.send(
                "POST",
                "/keys?" + WITH_KEK,
                "{\"kid\":\"^kid1\",\"k\":\"00000000000000000000000000000000\",\"info\":\"x\"}");

        assertEquals(200, again.statusCode());
        assertTrue(again.headers().firstValue("Location").isEmpty());
        String both = "{'kid':'$KID1','k':'$KEY','ek':'$EK','kekId':'$KEK_ID','lastUpdate':$TIME}";
        assertEquals(both.replace('\'', '"'), KeyClient.describe(again.body()));
        assertAnswer("200" + JSON + WRAPPED, "POST", "/keys", "{'kid':'$KID1'}");
    }

    @Test
    void get_showsTheKeyInTheClearWithKekAndWrappedWithout() {
        client.store("^kid1");

        assertEquals("200" + JSON + CLEAR, client.get("/keys/" + KeyClient.KID1 + "?" + WITH_KEK));
        assertEquals("200" + JSON + WRAPPED, client.get("/keys/" + KeyClient.KID1));
    }

    @Test
    void getOfSeveral_answersEachOnceInTheOrderAskedFor_butAValueForEachName() {
        client.store("^kid1");
        client.store(KeyClient.KID2);
        String other = CLEAR.replace("$KID1", KeyClient.KID2);
        String kids = KeyClient.KID2 + "," + KeyClient.KID1 + "," + KeyClient.KID2;

        assertEquals("200" + JSON + "[" + other + "," + CLEAR + "]", client.get("/keys/" + kids + "?" + WITH_KEK));
        assertEquals("200 text/plain $KEY,$KEY,$KEY", client.get("/keys/" + kids + "/value?" + WITH_KEK));
        assertEquals("200 text/plain #$EK,#$EK,#$EK", client.get("/keys/" + kids + "/value"));
    }

    @Test
    void getOfValue_answersTheBareKey() {
        client.store("^kid1");

        assertEquals("200 text/plain $KEY", client.get("/keys/" + KeyClient.KID1 + "/value?" + WITH_KEK));
        assertEquals("200 text/plain #$EK", client.get("/keys/" + KeyClient.KID1 + "/value"));
    }

    @Test
    void put_changesTheFieldsThatAreGivenAndIgnoresTheId() {
        client.store("^kid1");

        String changed = "{'kid':'$KID1','k':'$KEY','kekId':'$KEK_ID','info':'i','lastUpdate':$TIME}";
        assertAnswer(
                "200" + JSON + changed, "PUT", "/keys/" + KeyClient.KID1 + "?" + WITH_KEK, "{'info':'i','kid':[1]}");
        assertAnswer("200" + JSON + WRAPPED, "PUT", "/keys/" + KeyClient.KID1, "{'info':null,'kid':'nonsense'}");
        assertAnswer(
                "200" + JSON
                        + "{'kid':'$KID1','k':'00000000000000000000000000000000','kekId':'$KEK_ID','lastUpdate':$TIME}",
                "PUT",
                "/keys/" + KeyClient.KID1 + "?" + WITH_KEK,
                "{'k':'00000000000000000000000000000000'}");
        assertAnswer("200" + JSON + WRAPPED, "PUT", "/keys/" + KeyClient.KID1, "{'ek':'$EK'}");
        assertAnswer("200" + JSON + WRAPPED, "PUT", "/keys/" + KeyClient.KID1, "");
    }

    @Test
    void delete_removesTheKeyAndAnswersNothing() {
        client.store("^kid1");

        HttpResponse<String> removed = client.send("DELETE", "/keys/" + KeyClient.KID1, "");

        assertEquals(200, removed.statusCode());
        assertEquals("", removed.body());
        assertEquals(404, client.send("DELETE", "/keys/" + KeyClient.KID1, "").statusCode());
    }

    @Test
    void keycount_countsTheKeys() {
        assertEquals("200" + JSON + "{\"keyCount\":0}", client.get("/keycount"));
        client.store("^kid1");
        client.store("^kid2");
        assertEquals("200" + JSON + "{\"keyCount\":2}", client.get("/keycount?" + WITH_KEK));
    }

    @Test
    void keyThatHasExpired_isGone() {
        client.store("^kid1");
        client.send("PUT", "/keys/" + KeyClient.KID1, "{\"expiration\":\"2020-01-01\"}");

        assertEquals(404, client.send("GET", "/keys/" + KeyClient.KID1, "").statusCode());
        assertEquals("200" + JSON + "{\"keyCount\":0}", client.get("/keycount"));
    }

    @Test
    void managedKek_wrapsKeysOfRequestsThatBringNoneAndShowsNone() {
        KeyEncryptionKey kek = KeyEncryptionKey.parse128(TestService.KEK).value();
        service.change(
                account -> account.sealedKek(service.symbolon.managedKeks().seal(TestService.ACCOUNT, kek)));

        assertAnswer("201" + JSON + WRAPPED, "POST", "/keys", "{'kid':'^kid1','k':'$KEY'}");
        assertAnswer("200" + JSON + WRAPPED, "PUT", "/keys/" + KeyClient.KID1, "{'k':'$KEY'}");
        assertEquals("200" + JSON + WRAPPED, client.get("/keys/" + KeyClient.KID1));
        assertEquals(400, client.send("POST", "/keys", "{}").statusCode());
    }

    @Test
    void storedKey_servesATokenThatNamesIt() {
        client.store("^kid1");
        String query =
                TestService.encode(TestService.valid("fp")).replace("contentKey=" + TestService.KEY, "kid=%5Ekid1");

        assertEquals(200, service.get("/hms/fp/token?" + query + "&" + WITH_KEK).statusCode());
    }
}
