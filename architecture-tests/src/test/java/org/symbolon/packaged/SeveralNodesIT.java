package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.store.jdbc.postgres.PostgresServer;

/** Two nodes of the packaged service on one PostgreSQL, each with a data folder of its own, sharing a key ring. */
@Order(1)
final class SeveralNodesIT {
    private static final String SECRET = "44444444444444444444444444444444";
    private static final String KEY = "&contentKey=0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String REST =
            "&errorFormat=json&kid=b366360da82e9c6e0b0984002a362cf2&securityLevel=1&hdcpOutputControl=0";
    private static final int CONNECTIONS = 64;
    private static final int BALANCE = Integer.getInteger("symbolon.test.balance", 6_000);

    @TempDir
    private Path folder;

    private Path one;
    private Path two;

    private void makeNodes(PostgresServer postgres) throws IOException {
        String url = postgres.newDatabase();
        one = node("one", url);
        two = node("two", url);
    }

    private Path node(String name, String url) throws IOException {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                data.resolve("symbolon.properties"),
                "store.url=" + url + "\nkeyring.file=" + folder.resolve("keyring.json") + "\n");
        return data;
    }

    private static String request(int account) {
        return "/hms/wv/token?customerAuthenticator=" + account + "," + SECRET + REST;
    }

    private void importAccount(int id, String status, String tokens) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.json"), """
                {"accounts": [{"id": %d, "name": "Shared", "status": "%s", "tokens": %s, "options": {"wv": "enabled"},
                  "authenticators": [{"environment": "production", "secret": "%s"}]}]}
                """.formatted(id, status, tokens, SECRET));
        Launcher.Result result = Launcher.run(one, "account", "import", file.toString());
        assertEquals(0, result.code(), result.err());
    }

    private static void await(String what, Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in " + most + ": " + what);
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String answer(RunningService node, String target) {
        try {
            HttpResponse<String> response = node.send(target);
            return response.statusCode() == 200
                    ? "200"
                    : response.statusCode() + " " + response.body().replaceFirst("^\\{\"code\":(-?[0-9]+),.*", "$1");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nodeKilledAndStarted_theBalanceIsIssuedToTheLastTokenAndNoFurther() throws IOException {
        makeNodes(PostgresServer.shared());
        importAccount(300_004, "active", Integer.toString(BALANCE));
        String target = request(300_004) + KEY;
        long issued;
        try (RunningService first = RunningService.start(one);
                RunningService second = RunningService.start(two)) {
            try (Load living = new Load(first, CONNECTIONS, target);
                    Load dying = new Load(second, CONNECTIONS, target)) {
                await(
                        "half the balance",
                        Duration.ofMinutes(1),
                        () -> living.count("200") + dying.count("200") > BALANCE / 2);
                second.kill();
                dying.awaitEnd();
                living.awaitEnd();
                assertEquals(CONNECTIONS, living.count("400 -2019"), living.toString());
                issued = living.count("200") + dying.count("200");
            }
            assertTrue(issued <= BALANCE, issued + " were issued");

            try (RunningService again = RunningService.start(two);
                    Load rest = new Load(again, CONNECTIONS, target)) {
                rest.awaitEnd();
                assertEquals(CONNECTIONS, rest.count("400 -2019"), rest.toString());
                issued += rest.count("200");
                assertTrue(issued <= BALANCE, issued + " were issued");
                // Answers that were under way when the node was killed are issued, though nobody got them.
                assertTrue(issued >= BALANCE - CONNECTIONS, issued + " were issued");
            }
        }
        String lastWeek = LocalDate.now(ZoneOffset.UTC).minusDays(7).toString();
        assertEquals(
                BALANCE - number("\"tokens\"", "account", "show", "300004", "--output", "json"),
                number("\"issued\"", "usage", "--account", "300004", "--from", lastWeek, "--output", "json"),
                "exactly what the balance has lost is counted as issued");
    }

    private long number(String name, String... command) {
        Launcher.Result result = Launcher.run(one, command);
        Matcher number = Pattern.compile(name + " *: *(-?[0-9]+)").matcher(result.out());
        assertTrue(number.find(), result.out() + result.err());
        return Long.parseLong(number.group(1));
    }

    @Test
    void nodeThatEnds_givesBackWhatItLeased() throws IOException {
        makeNodes(PostgresServer.shared());
        importAccount(300_004, "active", "1000");
        String target = request(300_004) + KEY;
        try (RunningService first = RunningService.start(one)) {
            assertEquals("200", answer(first, target));
            first.terminate();
        }
        Launcher.Result shown = Launcher.run(two, "account", "show", "300004", "--output", "json");
        assertTrue(shown.out().replace(" ", "").contains("\"tokens\":999"), shown.out());
    }

    @Test
    void accountChangedOnOneNode_isSeenByTheOtherWithinFiveSeconds() throws IOException {
        makeNodes(PostgresServer.shared());
        importAccount(300_004, "active", "null");
        String target = request(300_004) + KEY;
        try (RunningService first = RunningService.start(one);
                RunningService second = RunningService.start(two)) {
            assertEquals("200", answer(first, target));
            assertEquals("200", answer(second, target));
            importAccount(300_004, "disabled", "null");
            await("disabled", Duration.ofSeconds(5), () -> answer(first, target).equals("401 -2031"));
            await(
                    "disabled",
                    Duration.ofSeconds(5),
                    () -> answer(second, target).equals("401 -2031"));
        }
    }

    @Test
    void storeThatGoesAway_isMissedOnlyWhereItIsAsked_andIsFoundAgain() throws IOException {
        // Of its own, because the other tests need the shared one running.
        try (PostgresServer postgres = PostgresServer.startPrivate()) {
            makeNodes(postgres);
            loseAndFind(postgres);
        }
    }

    private void loseAndFind(PostgresServer postgres) throws IOException {
        importAccount(300_004, "active", "100000");
        importAccount(300_005, "active", "null");
        importAccount(300_006, "active", "10");
        String leased = request(300_004) + KEY;
        String unlimited = request(300_005) + KEY;
        String stored = request(300_005) + "&kek=000102030405060708090a0b0c0d0e0f";
        String unleased = request(300_006) + KEY;
        try (RunningService node = RunningService.start(one)) {
            await(
                    "the accounts",
                    Duration.ofSeconds(5),
                    () -> answer(node, leased).equals("200"));
            assertEquals("400 -4019", answer(node, stored));
            postgres.stop();
            for (int i = 0; i < 100; i++) {
                assertEquals("200", answer(node, leased));
                assertEquals("200", answer(node, unlimited));
            }
            assertAnsweredQuickly(node, unleased, "503 -2030");
            assertAnsweredQuickly(node, stored, "503 -4019");
            assertAnsweredQuickly(node, "/keystore/keycount?customerAuthenticator=300005," + SECRET, "503 -4019");
            postgres.start();
            await(
                    "the store",
                    Duration.ofSeconds(10),
                    () -> answer(node, unleased).equals("200"));
            await(
                    "the store",
                    Duration.ofSeconds(10),
                    () -> answer(node, stored).equals("400 -4019"));
        }
    }

    private static void assertAnsweredQuickly(RunningService node, String target, String expected) {
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            assertEquals(expected, answer(node, target));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, took.toString());
        }
    }
}
