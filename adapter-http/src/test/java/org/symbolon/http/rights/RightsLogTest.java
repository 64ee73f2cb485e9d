package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.symbolon.http.LogLines;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** One line a redemption, and no secret in it. */
final class RightsLogTest {
    private Player player;
    private LogLines log;

    @BeforeEach
    void start() {
        player = new Player();
        log = new LogLines();
    }

    @AfterEach
    void stop() {
        log.close();
        player.close();
    }

    private static void assertOfToken(JsonNode issue, JsonNode redemption) {
        assertEquals("/hms/pl/rights/", redemption.get("route").asString());
        assertEquals(issue.get("token").asString(), redemption.get("token").asString());
        assertEquals("201722", redemption.get("account").asString());
        assertEquals("pl", redemption.get("drm").asString());
        assertEquals("production", redemption.get("environment").asString());
        assertEquals("session-42", redemption.get("cookie").asString());
    }

    @Test
    void grantedLicence_isOneLine() {
        player.redeem(player.token(), "abc");
        List<JsonNode> lines = log.requests(2);
        assertOfToken(lines.get(0), lines.get(1));
        assertEquals("granted", lines.get(1).get("outcome").asString());
        assertEquals("test \"device\"", lines.get(1).get("device").get("model").asString());
        assertFalse(lines.get(1).has("codes"));
        assertFalse(lines.get(1).has("reference"));
        assertFalse(lines.get(1).has("expected"));
    }

    @Test
    void refusalOfThePlugIn_isOneLineThatSaysWhy() {
        HttpResponse<byte[]> answer = player.redeem(player.token(), PlayedDrm.REFUSE);
        List<JsonNode> lines = log.requests(2);
        JsonNode line = lines.get(1);
        assertOfToken(lines.get(0), line);
        assertEquals("refused", line.get("outcome").asString());
        assertEquals("[-9101]", line.get("codes").toString());
        assertEquals("a trusted device", line.get("expected").asString());
        assertEquals("a device of tests", line.get("got").asString());
        assertEquals("test \"device\"", line.get("device").get("model").asString());
        assertEquals(
                answer.headers().firstValue("Error-Reference").orElseThrow(),
                line.get("reference").asString());
    }

    @Test
    void tokenThatDoesNotOpen_isOneLineOfNobody() {
        player.redeem("abc", "abc");
        JsonNode line = log.requests(1).get(0);
        assertEquals("refused", line.get("outcome").asString());
        assertEquals("[-4010]", line.get("codes").toString());
        assertEquals("pl", line.get("drm").asString());
        assertFalse(line.has("token"));
        assertFalse(line.has("account"));
    }

    @Test
    void lookingAtAToken_isNoRedemption() {
        player.send("GET", Player.target(player.token()), new byte[0]);
        JsonNode line = log.requests(2).get(1);
        assertFalse(line.has("outcome"));
        assertTrue(line.has("token"));
    }

    @Test
    void failureOfThePlugIn_isInTheLogUnderTheReferenceOfTheAnswer() {
        HttpResponse<byte[]> answer = player.redeem(player.token(), PlayedDrm.THROW);
        String reference = answer.headers().firstValue("Error-Reference").orElseThrow();
        assertEquals(reference, log.requests(2).get(1).get("reference").asString());
        assertTrue(log.text().contains("a request was refused, reference " + reference));
        assertTrue(log.text().contains("the secret cause"), "the log is where the cause belongs");
    }

    @Test
    void tokensAndKeys_appearInNoLine() {
        String token = player.token();
        player.redeem(token, "abc");
        player.redeem(token, PlayedDrm.REFUSE);
        player.redeem(token, PlayedDrm.THROW);
        player.redeem(token + "A", "abc");
        player.post("/hms/pl/rights", new byte[1], "ExpressPlayToken", token);
        player.post("/hms/pl/rights/" + token, new byte[1]);
        player.post("/hms/wv/rights?ExpressPlayToken=" + token, TestService.KEY.getBytes(StandardCharsets.US_ASCII));
        player.send("PUT", Player.target(token), new byte[1]);
        log.requests(9);
        for (String secret : List.of(token, TestService.KEY, TestService.SECRET)) {
            assertFalse(log.text().contains(secret), log.text());
        }
    }
}
