package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ListMultimap;
import com.google.common.io.BaseEncoding;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.testing.Bits;

/** Redemption over HTTP, as players do it. */
final class RightsEndpointTest {
    private static final byte[] EVERY_BYTE = Bits.counting(0, 256);
    private static Player player;

    @BeforeAll
    static void start() {
        player = new Player();
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    private static void assertLicense(byte[] expected, HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode(), () -> Player.text(answer));
        assertArrayEquals(expected, answer.body());
        assertEquals(List.of(PlayedDrm.MEDIA_TYPE), answer.headers().allValues("Content-Type"));
        assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
        assertEquals(
                List.of(Integer.toString(expected.length)), answer.headers().allValues("Content-Length"));
    }

    private static void assertRefused(int status, int code, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), () -> Player.text(answer));
        assertEquals(code, Player.code(answer));
        assertTrue(answer.headers().firstValue("Error-Reference").orElseThrow().matches("[0-9a-f]{32}"));
    }

    @Test
    void licenceUrlAsItWasIssued_givesALicence() {
        String url = player.service.get("pl", Player.request()).body();
        assertLicense(
                EVERY_BYTE,
                player.send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(EVERY_BYTE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hms/pl/rights/", "/hms/pl/rights"})
    void tokenInTheQueryOrInTheHeader_isRedeemed(String path) {
        String token = player.token();
        assertLicense(EVERY_BYTE, player.post(path + "?ExpressPlayToken=" + token, EVERY_BYTE));
        assertLicense(EVERY_BYTE, player.post(path, EVERY_BYTE, "ExpressPlayToken", token));
        assertLicense(
                EVERY_BYTE, player.post(path + "?ExpressPlayToken=" + token, EVERY_BYTE, "ExpressPlayToken", "other"));
    }

    @Test
    void percentEncodedToken_isTheSameToken() {
        String encoded = player.token()
                .chars()
                .mapToObj(c -> "%" + Integer.toHexString(c))
                .collect(Collectors.joining());
        assertLicense(EVERY_BYTE, player.post(Player.target(encoded), EVERY_BYTE));
    }

    @Test
    void noTokenOrTwo_isRefusedWith4010() {
        String token = player.token();
        String json = "errorFormat=json&";
        assertRefused(401, -4010, player.post("/hms/pl/rights/?errorFormat=json", EVERY_BYTE));
        assertRefused(401, -4010, player.post("/hms/pl/rights/?" + json + "ExpressPlayToken=", EVERY_BYTE));
        assertRefused(401, -4010, player.post("/hms/pl/rights/?" + json + "ExpressPlayToken", EVERY_BYTE));
        assertRefused(
                401,
                -4010,
                player.post(
                        "/hms/pl/rights/?" + json + "ExpressPlayToken=" + token + "&ExpressPlayToken=" + token,
                        EVERY_BYTE));
        assertRefused(
                401,
                -4010,
                player.post(
                        "/hms/pl/rights/?errorFormat=json",
                        EVERY_BYTE,
                        "ExpressPlayToken",
                        token,
                        "ExpressPlayToken",
                        token));
    }

    @Test
    void junkInTheQuery_isPassedOver() {
        String junk = "x=%zz&&=&%ff=1&a=b=c&" + "p=1&".repeat(300);
        RawAnswer answer =
                RawAnswer.of(player.service.raw("POST /hms/pl/rights/?" + junk + "ExpressPlayToken=" + player.token()
                        + "&%zz&x=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"));
        assertEquals(200, answer.status());
        assertEquals("abc", answer.body());
    }

    @Test
    void everyBitOfAToken_counts() {
        byte[] token = BaseEncoding.base64Url().omitPadding().decode(player.token());
        List<byte[]> altered = Bits.everyFlip(token).toList();
        assertTrue(altered.size() > 500);
        for (byte[] bytes : altered) {
            String text = BaseEncoding.base64Url().omitPadding().encode(bytes);
            assertRefused(401, -4010, player.post(Player.target(text) + "&errorFormat=json", new byte[0]));
        }
    }

    @Test
    void tokenOfTheOtherEnvironment_isRefusedWith4010() {
        String target = Player.target(player.token());
        RawAnswer answer = RawAnswer.of(player.service.raw("POST " + target
                + " HTTP/1.1\r\nHost: pl.test.example.com\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(401, answer.status());
        assertEquals(-4010, AnswerJson.of(answer.body()).get("code").asInt());
    }

    @Test
    void tokenOfAnotherDrm_isRefusedInTheWayOfTheDrmThatWasAsked() {
        String token = player.token();
        String widevine = Player.tokenIn(player.service.get("wv", TestService.valid("wv")));
        assertRefused(401, -4010, player.post("/hms/wv/rights/?ExpressPlayToken=" + token, EVERY_BYTE));
        HttpResponse<byte[]> atFairPlay = player.post("/hms/fp/rights/?ExpressPlayToken=" + widevine, EVERY_BYTE);
        assertEquals(-6002, Player.code(atFairPlay));
    }

    @Test
    void accountThatWasDisabledSince_isRefusedWith2031() {
        String token = player.token();
        player.service.change(account -> account.active(false));
        try {
            assertRefused(401, -2031, player.redeem(token, "abc"));
        } finally {
            player.service.change(account -> account.putOptions(PlayedDrm.ID, DrmOption.ENABLED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "application/json",
                "multipart/form-data; boundary=x",
                "text/plain; charset=utf-16",
                "nonsense"
            })
    void everyByte_reachesThePlugInWhateverTheTypeSays(String type) {
        assertLicense(EVERY_BYTE, player.post(Player.target(player.token()), EVERY_BYTE, "Content-Type", type));
        HttpRequest.Builder chunked = HttpRequest.newBuilder(player.uri(Player.target(player.token())))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(EVERY_BYTE)));
        assertLicense(EVERY_BYTE, player.send(chunked));
    }

    @Test
    void emptyBodyWithoutType_reachesThePlugIn() {
        assertLicense(new byte[0], player.post(Player.target(player.token()), new byte[0]));
        String bare = player.service.raw(
                "POST " + Player.target(player.token()) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals(200, RawAnswer.of(bare).status());
    }

    @Test
    void get_looksAtTheTokenAndRedeemsNothing() {
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<byte[]> good = player.send(method, Player.target(player.token()), new byte[0]);
            assertEquals(204, good.statusCode());
            assertEquals(0, good.body().length);
            assertFalse(good.headers().firstValue("Content-Type").isPresent());
            assertFalse(good.headers().firstValue("Content-Length").isPresent());
            assertEquals(
                    401, player.send(method, Player.target("abc"), new byte[0]).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void otherMethods_are405(String method) {
        HttpResponse<byte[]> answer = player.send(method, Player.target(player.token()), EVERY_BYTE);
        assertEquals(405, answer.statusCode());
        assertEquals(
                "GET, HEAD, OPTIONS, POST", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void refusalOfThePlugIn_isAnsweredInTheShapeThatTheTokenAsksFor() {
        assertRefused(400, -9101, player.redeem(player.token(), PlayedDrm.REFUSE));
        ListMultimap<String, String> html = Player.request();
        html.removeAll("errorFormat");
        HttpResponse<byte[]> page = player.post(
                Player.target(player.token(html)) + "&errorFormat=json",
                PlayedDrm.REFUSE.getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "text/html; charset=utf-8",
                page.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(Player.text(page).contains("[-9101] Not played"));
        assertTrue(Player.text(player.post("/hms/pl/rights/", EVERY_BYTE)).contains("<h1>[-4010]"));
    }

    @Test
    void plugInThatThrows_isAnsweredWithItsCodeAndNothingOfTheCause() {
        HttpResponse<byte[]> answer = player.redeem(player.token(), PlayedDrm.THROW);
        assertRefused(400, -9102, answer);
        assertFalse(Player.text(answer).contains("secret cause"));
    }

    @Test
    void hundredRedemptionsAtOnce_areAllGrantedWithTheirOwnLicence() {
        String token = player.token();
        List<CompletableFuture<String>> licences = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String challenge = "challenge " + i;
            licences.add(CompletableFuture.supplyAsync(
                    () -> Player.text(player.redeem(token, challenge)), task -> new Thread(task).start()));
        }
        Set<String> granted = licences.stream().map(CompletableFuture::join).collect(Collectors.toSet());
        Set<String> asked =
                IntStream.range(0, 100).mapToObj(i -> "challenge " + i).collect(Collectors.toSet());
        assertEquals(asked, granted);
    }
}
