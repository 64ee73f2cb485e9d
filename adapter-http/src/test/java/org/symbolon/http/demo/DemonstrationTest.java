package org.symbolon.http.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.LogLines;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/** {@code serve --demo}. */
final class DemonstrationTest {
    @TempDir
    private Path scratch;

    private Player player;
    private Settings settings;

    @BeforeEach
    void start() {
        player = new Player();
        settings = Settings.inFolder(Path.of("a folder"))
                .with(CoreSettings.HTTP_PORT, Integer.toString(player.service.port));
    }

    @AfterEach
    void stop() {
        player.close();
    }

    private String introduction() {
        try (Demonstration demonstration = Demonstration.start(player.service.symbolon)) {
            return demonstration.introduction(player.service.symbolon, settings);
        }
    }

    private Account account() {
        return player.service.symbolon.accounts().find(DemoAccount.ID).orElseThrow();
    }

    private static String line(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }

    private String shell(String command) throws IOException, InterruptedException {
        Path out = scratch.resolve("out.txt");
        Process shell = new ProcessBuilder("sh", "-c", command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(shell.waitFor(30, TimeUnit.SECONDS));
        return Files.readString(out);
    }

    @Test
    void printedCommands_issueAndRedeemAToken() throws Exception {
        try (Demonstration demonstration = Demonstration.start(player.service.symbolon)) {
            String text = demonstration.introduction(player.service.symbolon, settings);
            assertTrue(text.contains("DEMONSTRATION"), text);
            assertEquals("the demo's credential\n200\n", shell(line(text, "--data-binary")));
            for (String drm : List.of("pl", "wv", "fp")) {
                assertTrue(shell(line(text, "curl '" + player.uri("/hms/" + drm + "/token")))
                        .contains("ExpressPlayToken="));
            }
        }
        assertTrue(player.drm.demoClosed());
        for (DrmId drm : player.service.symbolon.drms().ids()) {
            assertEquals(
                    List.of(),
                    player.service.symbolon.credentials().ids(Optional.of(DemoAccount.ID), drm),
                    "after the end");
        }
    }

    @Test
    void start_isLoudInTheLogAndKeepsItsSecretOutOfIt() {
        try (LogLines log = new LogLines()) {
            Matcher secret = Pattern.compile("100001,([0-9a-f]{32})").matcher(introduction());
            assertTrue(secret.find());
            assertTrue(log.text().contains("never for real content"));
            assertFalse(log.text().contains(secret.group(1)));
        }
    }

    @Test
    void secondStart_replacesTheAuthenticatorOfTheFirst() {
        String first = introduction();
        String second = introduction();
        assertEquals(
                List.of(Environment.PRODUCTION, Environment.TEST),
                account().authenticators().stream()
                        .map(Authenticator::environment)
                        .toList());
        assertEquals(-2018, AnswerJson.codes(player.service.get(target(first))).get(0));
        assertEquals(200, player.service.get(target(second)).statusCode());
    }

    @Test
    void account_takesRequestsThatLeaveOutSecurityLevelAndHdcp_inBothEnvironments() {
        Matcher authenticator = Pattern.compile("100001,[0-9a-f]{32}").matcher(introduction());
        assertTrue(authenticator.find());
        String query = "/hms/wv/token?errorFormat=json&useHttps=true&kid=^movie&contentKey=" + TestService.KEY
                + "&customerAuthenticator=" + authenticator.group();
        for (String host : List.of("localhost", "test.localhost")) {
            RawAnswer issued = RawAnswer.get(player.service, query, host + ":" + player.service.port);
            assertEquals(200, issued.status(), issued.body());
            URI url = URI.create(issued.body());
            assertEquals(
                    204,
                    RawAnswer.get(player.service, url.getRawPath() + "?" + url.getRawQuery(), url.getAuthority())
                            .status());
        }
        assertEquals(
                ImmutableMap.of("securityLevel", "1", "hdcpOutputControl", "0"),
                account().defaults(new DrmId("wv")));
        assertEquals(ImmutableMap.of(), account().defaults(new DrmId("fp")));
    }

    private static String target(String introduction) {
        String url = line(introduction, "/hms/pl/token?");
        return url.substring(url.indexOf("/hms/"), url.lastIndexOf('\'')) + "&errorFormat=json";
    }

    @Test
    void accountThatWasDisabled_isActiveAgain() {
        player.service
                .symbolon
                .accounts()
                .change(
                        DemoAccount.ID,
                        none -> Account.builder()
                                .id(DemoAccount.ID)
                                .name("Demo")
                                .active(false)
                                .metered(true)
                                .build());
        introduction();
        assertTrue(account().active());
        assertTrue(account().metered());
        assertEquals(3, account().options().size());
    }

    @Test
    void accountOfSomebodyElse_isNotTouched() {
        Account other = player.service
                .symbolon
                .accounts()
                .change(
                        DemoAccount.ID,
                        none -> Account.builder()
                                .id(DemoAccount.ID)
                                .name("Somebody")
                                .build());
        assertThrows(SettingsException.class, () -> Demonstration.start(player.service.symbolon));
        assertEquals(other, account());
    }

    @Test
    void addressThatOthersReach_isRefused() {
        Demonstration.check(settings);
        Settings open = settings.with(CoreSettings.HTTP_HOST, "0.0.0.0");
        String message = assertThrows(SettingsException.class, () -> Demonstration.check(open))
                .getMessage();
        assertTrue(message.contains("loopback"), message);
    }
}
