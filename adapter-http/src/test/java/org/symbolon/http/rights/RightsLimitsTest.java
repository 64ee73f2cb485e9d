package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.LogLines;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** What a redemption may take of body and time, and that one which takes long holds up nothing else. */
final class RightsLimitsTest {
    private static Player player;

    @BeforeAll
    static void start() {
        player = new Player(ImmutableMap.of(
                HttpSettings.RIGHTS_BODY_MAX, "1000",
                HttpSettings.RIGHTS_WORKERS, "2",
                HttpSettings.WORKERS, "2",
                HttpSettings.REQUEST_TIMEOUT, "PT0.5S"));
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    private static RawAnswer raw(String target, String rest) {
        return RawAnswer.of(
                player.service.raw("POST " + target + " HTTP/1.1\r\nHost: a\r\nOrigin: https://o.example\r\n" + rest));
    }

    private static void assertRefused(int status, RawAnswer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(
                "https://o.example",
                answer.header("access-control-allow-origin").orElseThrow());
        assertEquals(status, AnswerJson.of(answer.body()).get("code").asInt());
    }

    @Test
    void bodyOfTheMost_isTakenAndOneByteMoreIs413() {
        assertEquals(
                200, player.post(Player.target(player.token()), new byte[1000]).statusCode());
        assertRefused(413, raw(Player.target(player.token()), "Content-Length: 1001\r\n\r\n"));
        assertRefused(
                413,
                raw(
                        Player.target(player.token()),
                        "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + "a".repeat(1001) + "\r\n0\r\n\r\n"));
    }

    @Test
    void bodyThatDoesNotArrive_is408() {
        assertRefused(408, raw(Player.target(player.token()), "Content-Length: 10\r\n\r\nabc"));
    }

    @Test
    void badToken_isRefusedWithoutItsBody() {
        Instant began = Instant.now();
        RawAnswer answer = raw(Player.target("abc") + "&errorFormat=json", "Content-Length: 999\r\n\r\n");
        assertEquals(401, answer.status());
        assertTrue(Duration.between(began, Instant.now()).toMillis() < 5000);
        assertEquals(-4010, AnswerJson.of(answer.body()).get("code").asInt());
    }

    @Test
    void hostThatIsNotServed_is404ThatAPageCanRead() {
        try (Player strict = new Player(ImmutableMap.of(HttpSettings.HOSTS_PRODUCTION, "only.example.com"))) {
            RawAnswer answer = RawAnswer.of(strict.service.raw("POST " + Player.RIGHTS
                    + "?errorFormat=json HTTP/1.1\r\nHost: a\r\nOrigin: https://o.example\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
            assertRefused(404, answer);
        }
    }

    @Test
    void slowPlugIn_holdsUpNeitherHealthNorTokensNorKeysNorRecords() {
        try (Player slow = new Player(ImmutableMap.of(HttpSettings.RIGHTS_WORKERS, "2", HttpSettings.WORKERS, "1"))) {
            String token = slow.token();
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[8];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = CompletableFuture.supplyAsync(
                        () -> slow.redeem(token, PlayedDrm.WAIT).statusCode(), task -> new Thread(task).start());
            }
            assertEquals(200, slow.service.get("/healthz").statusCode());
            assertEquals(200, slow.service.get("pl", Player.request()).statusCode());
            assertEquals(
                    200,
                    slow.service
                            .get("/keystore/keycount?customerAuthenticator=" + TestService.AUTHENTICATOR)
                            .statusCode());
            assertEquals(
                    200,
                    slow.service
                            .get("/cmiapi/getrecord?customerAuthenticator=" + TestService.AUTHENTICATOR)
                            .statusCode());
            assertTrue(CompletableFuture.anyOf(waiting).getNow(null) == null, "one did not wait");
            slow.drm.release();
            for (CompletableFuture<?> redeemed : waiting) {
                assertEquals(200, redeemed.join());
            }
        }
    }

    @Test
    void connectionThatEndsWithinItsBody_isRefusedAndLoggedOnce() throws IOException {
        try (LogLines log = new LogLines()) {
            String token = player.token();
            try (Socket socket = player.service.open()) {
                socket.getOutputStream()
                        .write(("POST " + Player.target(token)
                                        + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("refused", log.requests(2).get(1).get("outcome").asString());
        }
    }

    @Test
    void tokenWhoseEndIsNow_hasEnded() {
        Instant issued = Instant.parse("2026-01-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(issued);
        InstantSource clock = now::get;
        try (Player timed = new Player(ImmutableMap.of(), parts -> parts.clock(clock))) {
            var request = Player.request();
            request.put("expirationTime", "+60");
            String token = timed.token(request);
            now.set(issued.plusMillis(59_999));
            assertEquals(200, timed.redeem(token, "abc").statusCode());
            now.set(issued.plusMillis(60_000));
            assertEquals(-4010, Player.code(timed.redeem(token, "abc")));
        }
    }

    @Test
    void tokenOfARetiredRingKey_isRefusedWith4010() {
        try (Player rotated = new Player()) {
            String token = rotated.token();
            RingKey other = RingKey.random(new SecureRandom(), Instant.EPOCH);
            rotated.service.symbolon.keyRing().change(ring -> KeyRing.of(other));
            HttpResponse<byte[]> answer =
                    rotated.post(Player.target(token) + "&errorFormat=json", "abc".getBytes(StandardCharsets.US_ASCII));
            assertEquals(401, answer.statusCode());
            assertEquals(-4010, Player.code(answer));
        }
    }
}
