package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.server.HttpSettings;

/** What pages of other origins may ask and read. */
final class CorsTest {
    private static final String ORIGIN = "https://Player.example:8443";
    private static Player open;
    private static Player named;

    @BeforeAll
    static void start() {
        open = new Player();
        named = new Player(ImmutableMap.of(
                HttpSettings.CORS_ORIGINS, "https://player.example:8443,null", HttpSettings.CORS_MAX_AGE, "PT1M"));
    }

    @AfterAll
    static void stop() {
        open.close();
        named.close();
    }

    private static RawAnswer ask(Player player, String method, String target, String headers) {
        return RawAnswer.of(player.service.raw(
                method + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n"));
    }

    private static RawAnswer preflight(Player player, String headers) {
        return ask(player, "OPTIONS", Player.RIGHTS, "Origin: " + ORIGIN + "\r\n" + headers);
    }

    private static void assertReadable(RawAnswer answer) {
        assertEquals(ORIGIN, answer.header("access-control-allow-origin").orElseThrow(), answer.head());
        assertEquals("true", answer.header("access-control-allow-credentials").orElseThrow());
        assertEquals(
                "Error-Reference, Retry-After",
                answer.header("access-control-expose-headers").orElseThrow());
        assertEquals("origin", answer.header("vary").orElseThrow());
    }

    private static void assertUnreadable(RawAnswer answer) {
        assertFalse(answer.head().toLowerCase(Locale.ROOT).contains("access-control-"), answer.head());
        assertEquals("origin", answer.header("vary").orElseThrow());
    }

    @Test
    void everyKindOfAnswer_canBeReadByThePageThatAsked() {
        String origin = "Origin: " + ORIGIN + "\r\n";
        String good = Player.target(open.token());
        assertReadable(ask(open, "POST", good, origin));
        assertReadable(ask(open, "GET", good, origin));
        assertReadable(ask(open, "HEAD", good, origin));
        assertReadable(ask(open, "POST", Player.RIGHTS, origin));
        assertReadable(ask(open, "GET", "/hms/pl/rights", origin));
        assertReadable(ask(open, "PUT", good, origin));
        assertReadable(ask(open, "POST", good, origin + "Content-Length: 70000\r\n"));
        assertReadable(ask(named, "POST", Player.RIGHTS, origin));
    }

    @Test
    void requestThatCannotBeRead_isRefusedReadably() {
        String origin = "Origin: " + ORIGIN + "\r\n";
        String long431 = "X-Long: " + "x".repeat(20_000) + "\r\n";
        RawAnswer tooLongLine = ask(open, "POST", Player.RIGHTS + "?x=" + "x".repeat(70_000), origin);
        assertEquals(414, tooLongLine.status());
        assertEquals("*", tooLongLine.header("access-control-allow-origin").orElseThrow());
        RawAnswer tooLongHeaders =
                ask(open, "POST", Player.RIGHTS + "?errorFormat=json", origin + "Accept: */*\r\n" + long431);
        assertEquals(431, tooLongHeaders.status());
        assertEquals("*", tooLongHeaders.header("access-control-allow-origin").orElseThrow());
        assertEquals(
                "{\"code\":431,\"message\":\"[431] The headers are too long, or more than 128\"}",
                tooLongHeaders.body());
        assertUnreadable(ask(named, "POST", Player.RIGHTS, long431 + origin));
        assertReadable(ask(open, "POST", "/hms/pr/rights/", origin));
    }

    @Test
    void originThatIsNotAllowed_getsNothing() {
        assertUnreadable(ask(named, "POST", Player.RIGHTS, "Origin: https://other.example\r\n"));
        assertUnreadable(ask(named, "POST", Player.RIGHTS, "Origin: " + ORIGIN + ".evil.example\r\n"));
        assertUnreadable(ask(
                named,
                "OPTIONS",
                Player.RIGHTS,
                "Origin: https://other.example\r\nAccess-Control-Request-Method: POST\r\n"));
        assertUnreadable(
                ask(open, "POST", Player.RIGHTS, "Origin: https://a.example\r\nOrigin: https://b.example\r\n"));
        assertUnreadable(ask(open, "POST", Player.RIGHTS, "Origin: a b\r\n"));
        assertUnreadable(ask(open, "POST", Player.RIGHTS, ""));
    }

    @Test
    void pageWithoutAnOriginOfItsOwn_isAllowedWhereTheSettingSaysSo() {
        assertEquals(
                Optional.of("null"),
                ask(named, "POST", Player.RIGHTS, "Origin: null\r\n").header("access-control-allow-origin"));
    }

    @Test
    void preflight_allowsWhatItAsksForWithoutAToken() {
        RawAnswer answer = preflight(
                open,
                "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type, x-custom\r\n");
        assertEquals(204, answer.status());
        assertEquals("", answer.body());
        assertReadable(answer);
        assertEquals(
                "GET, HEAD, OPTIONS, POST",
                answer.header("access-control-allow-methods").orElseThrow());
        assertEquals(
                "content-type, x-custom",
                answer.header("access-control-allow-headers").orElseThrow());
        assertEquals("7200", answer.header("access-control-max-age").orElseThrow());
        assertTrue(answer.header("access-control-allow-private-network").isEmpty());
        assertTrue(answer.header("content-type").isEmpty());
    }

    @Test
    void preflightToAPrivateNetwork_isAllowed() {
        RawAnswer answer = preflight(
                named, "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Private-Network: true\r\n");
        assertEquals(
                "true", answer.header("access-control-allow-private-network").orElseThrow());
        assertEquals("60", answer.header("access-control-max-age").orElseThrow());
        assertTrue(answer.header("access-control-allow-headers").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x(y)", "x: y", "x;y", "x\"y", "\u00e4"})
    void preflightForWhatIsNoHeader_allowsNone(String names) {
        RawAnswer answer = preflight(
                open, "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: " + names + "\r\n");
        assertEquals(204, answer.status());
        assertTrue(answer.header("access-control-allow-headers").isEmpty());
    }

    @Test
    void preflightForMoreHeadersThanAnybodyHas_allowsNone() {
        String most = "x".repeat(1024);
        String asked = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: ";
        assertEquals(Optional.of(most), preflight(open, asked + most + "\r\n").header("access-control-allow-headers"));
        assertTrue(preflight(open, asked + most + "x\r\n")
                .header("access-control-allow-headers")
                .isEmpty());
    }

    @Test
    void optionsThatIsNoPreflight_namesTheMethods() {
        RawAnswer answer = ask(open, "OPTIONS", Player.RIGHTS, "");
        assertEquals(204, answer.status());
        assertEquals("GET, HEAD, OPTIONS, POST", answer.header("allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"player.example", "https://player.example/", "https://player.example/path", "https://a b"})
    void settingThatIsNoOrigin_isRefused(String text) {
        Settings settings = Settings.inFolder(Path.of("target")).with(HttpSettings.CORS_ORIGINS, text);
        assertThrows(SettingsException.class, () -> settings.get(HttpSettings.CORS_ORIGINS));
    }
}
