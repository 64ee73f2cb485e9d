package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged service, as operators run it. */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
final class PackagedServiceIT {
    private static final String SECRET = "44444444444444444444444444444444";
    private static final String REQUEST = "/hms/wv/token?errorFormat=json&customerAuthenticator=300004," + SECRET
            + "&kid=b366360da82e9c6e0b0984002a362cf2&contentKey=0f1e2d3c4b5a69788796a5b4c3d2e1f0&securityLevel=1&hdcpOutputControl=0";

    @TempDir
    private Path data;

    private void importAccount(String tokens) throws IOException {
        Path file = Files.writeString(data.resolve("accounts.json"), """
                {"accounts": [{"id": 300004, "name": "Packaged", "tokens": %s, "options": {"wv": "enabled"},
                  "authenticators": [{"environment": "production", "secret": "%s"}]}]}
                """.formatted(tokens, SECRET));
        Launcher.Result result = Launcher.run(data, "account", "import", file.toString());
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void firstStart_printsARequestForEachDrmThatWorks_andTakesItsPort() throws IOException {
        try (RunningService service = RunningService.start(data)) {
            Matcher curl = Pattern.compile("curl 'http://127\\.0\\.0\\.1:" + service.port + "(/[^']+)'")
                    .matcher(service.errors());
            List<String> drms = new ArrayList<>();
            while (curl.find()) {
                HttpResponse<String> response = service.send(curl.group(1).replace("^", "%5E"));
                assertEquals(200, response.statusCode(), response.body());
                drms.add(curl.group(1).substring(5, 7));
            }
            assertEquals(List.of("wv", "fp", "ck"), drms);
            Matcher secret = Pattern.compile("customerAuthenticator=100001,([0-9a-f]{32})")
                    .matcher(service.errors());
            assertTrue(secret.find());
            assertFalse(service.log().contains(secret.group(1)), "the log holds the demo account's secret");
            Launcher.Result second = Launcher.run(data, "serve", "--port", Integer.toString(service.port));
            assertEquals(1, second.code());
            assertTrue(second.err().contains("cannot listen on"), second.err());
            service.terminate();
            assertTrue(service.errors().contains(" - ended"), service.errors());
            assertTrue(service.log().lines().allMatch(line -> line.startsWith("{\"time\":") && line.endsWith("}")));
        }
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(data.resolve("keyring.json")));
    }

    @Test
    void processThatIsKilled_neverMakesTheBalanceGrow() throws Exception {
        importAccount("400");
        Tally tally = new Tally();
        try (RunningService killed = RunningService.start(data);
                RunningService other = RunningService.start(data)) {
            CompletableFuture<Void> dying = tally.drain(killed);
            CompletableFuture<Void> living = tally.drain(other);
            while (tally.issued.get() < 100) {
                Thread.sleep(1);
            }
            killed.process.destroyForcibly();
            living.get();
            dying.exceptionally(connectionLost -> null).get();
            assertEquals(1, tally.refused.get(), "the service that lives on is refused when the balance is used");
        }
        Launcher.Result shown = Launcher.run(data, "account", "show", "300004", "--output", "json");
        assertTrue(shown.out().replace(" ", "").contains("\"tokens\":0"), shown.out());
        assertTrue(tally.issued.get() <= 400, tally.issued + " were issued");
        assertTrue(tally.issued.get() > 390, tally.issued + " were issued: a kill loses what was under way, no more");
    }

    /** Counts answers until a service refuses. */
    private static final class Tally {
        final AtomicInteger issued = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();

        CompletableFuture<Void> drain(RunningService service) {
            return CompletableFuture.runAsync(
                    () -> {
                        while (isIssued(service)) {
                            issued.incrementAndGet();
                        }
                    },
                    task -> new Thread(task).start());
        }

        private boolean isIssued(RunningService service) {
            try {
                HttpResponse<String> response = service.send(REQUEST);
                if (response.statusCode() != 200) {
                    assertTrue(response.body().startsWith("{\"code\":-2019,"), response.body());
                    refused.incrementAndGet();
                }
                return response.statusCode() == 200;
            } catch (IOException connectionLost) {
                return false;
            }
        }
    }

    @Test
    void commandIsInForceWhenItReturns_andSigtermLosesNoRequestThatWasTaken() throws Exception {
        Files.writeString(data.resolve("symbolon.properties"), "refresh.interval=PT2S\n");
        importAccount("null");
        try (RunningService service = RunningService.start(data)) {
            assertCommandsAreInForceWhenTheyReturn(service);
            assertEndLosesNoRequest(service);
        }
        assertEquals("", Launcher.run(data, "account", "enable", "1").err());
    }

    private void assertCommandsAreInForceWhenTheyReturn(RunningService service) throws IOException {
        Launcher.Result added = Launcher.run(data, "account", "add", "1", "--name", "N", "--option", "wv=enabled");
        String request = REQUEST.replaceFirst(
                "customerAuthenticator=[^&]*",
                "customerAuthenticator=" + added.out().replaceFirst("(?s).*customerAuthenticator +(\\S+).*", "$1"));
        assertEquals(200, service.send(request).statusCode(), added.toString());
        Launcher.run(data, "account", "disable", "1");
        assertTrue(service.send(request).body().startsWith("{\"code\":-2031,"));
    }

    private static void assertEndLosesNoRequest(RunningService service) throws Exception {
        Tally tally = new Tally();
        CompletableFuture<Void> clients = CompletableFuture.allOf(tally.drain(service), tally.drain(service));
        while (tally.issued.get() < 200) {
            Thread.sleep(1);
        }
        service.terminate();
        clients.get();

        long logged = service.log()
                .lines()
                .filter(line -> line.contains("\"token\":") && line.contains("300004"))
                .count();
        assertEquals(logged, tally.issued.get(), "tokens logged as issued, and answers that arrived");
    }

    @Test
    void pluginThatCannotBeLoaded_stopsTheStart() throws IOException {
        Path plugins = Files.createDirectories(data.resolve("plugins"));
        PluginJar.write(plugins.resolve("broken.jar"), "org.symbolon.example.NoSuchPlugin", List.of());
        Launcher.Result result = Launcher.run(data, "serve", "--port", "0");

        assertEquals(1, result.code());
        assertTrue(result.err().contains("broken.jar cannot be loaded"), result.err());
        assertTrue(result.err().contains("NoSuchPlugin"), result.err());
    }

    @Test
    void startWhereOthersCouldCall_makesNoDemoAccount() throws Exception {
        Files.writeString(data.resolve("symbolon.properties"), "http.host=0.0.0.0\n");
        try (RunningService service = RunningService.start(data)) {
            assertFalse(service.errors().contains("customerAuthenticator"), service.errors());
        }
        assertFalse(Launcher.run(data, "account", "list").out().contains("100001"));
    }

    @Test
    void settingThatNobodyKnows_stopsTheStart() throws Exception {
        Files.writeString(data.resolve("symbolon.properties"), "http.prot=8080\n");
        Launcher.Result result = Launcher.run(data, "serve");

        assertEquals(1, result.code());
        assertEquals("error: http.prot (settings file) is no setting\n", result.err());
    }

    @Test
    void commandLineOfTheService_isCheckedAsThatOfCommands() {
        for (String program : new String[] {"serve", "plugins"}) {
            Launcher.Result result = Launcher.run(data, program, "--prot", "8080");

            assertEquals(2, result.code());
            assertEquals(
                    "error: there is no --prot here\nSee: symbolon " + program + " --help\n",
                    result.err().replaceFirst("Possible solutions.*\n", ""));
        }
        assertEquals(0, Launcher.run(data, "serve", "--help").code());
    }

    @Test
    void commandLine_hasBothPlugInsAndTheWholeCatalogue() {
        Launcher.Result plugins = Launcher.run(data, "plugins", "--output", "json");
        Launcher.Result errors = Launcher.run(data, "errors", "--output", "json");

        assertEquals(0, plugins.code(), plugins.err());
        assertTrue(plugins.out().contains("\"wv\"") && plugins.out().contains("\"fp\""), plugins.out());
        assertTrue(errors.out().contains("-7011") && errors.out().contains("-6009"), errors.out());
    }
}
