package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.symbolon.store.jdbc.postgres.PostgresServer;

/** Keys that were acknowledged are there, whenever the service is killed. */
@Order(4)
@Execution(ExecutionMode.CONCURRENT)
final class KeyWritesIT {
    private static final String AUTHENTICATOR = "customerAuthenticator=300004,44444444444444444444444444444444";
    private static final String CREATE = "/keystore/keys?kek=000102030405060708090a0b0c0d0e0f&" + AUTHENTICATOR;
    private static final Pattern KID = Pattern.compile("\"kid\":\"([0-9a-f]{32})\"");
    private static final int WRITERS = 16;
    private static final int KILLS = Integer.getInteger("symbolon.test.kills", 2);
    private static final int MILLIS = Integer.getInteger("symbolon.test.killAfterMillis", 0);
    private static final int KEYS = 200;

    @TempDir
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void sqlite_killedWhileKeysAreWritten_hasEveryKeyThatWasAcknowledged() throws Exception {
        killAndCount();
    }

    @Test
    void postgresql_killedWhileKeysAreWritten_hasEveryKeyThatWasAcknowledged() throws Exception {
        String url = PostgresServer.shared().newDatabase();
        Files.writeString(data.resolve("symbolon.properties"), "store.url=" + url + "\n");
        killAndCount();
    }

    private void killAndCount() throws Exception {
        Path file = Files.writeString(data.resolve("accounts.json"), """
                {"accounts": [{"id": 300004, "name": "Keys",
                  "authenticators": [{"environment": "production", "secret": "44444444444444444444444444444444"}]}]}
                """);
        assertEquals(0, Launcher.run(data, "account", "import", file.toString()).code());
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(acknowledged);
        }
        try (RunningService service = RunningService.start(data)) {
            Set<String> stored = ConcurrentHashMap.newKeySet();
            Matcher kids =
                    KID.matcher(service.send("/keystore/keys?" + AUTHENTICATOR).body());
            while (kids.find()) {
                stored.add(kids.group(1));
            }
            assertTrue(stored.containsAll(acknowledged), "acknowledged keys are missing");
        }
    }

    private void writeUntilKilled(Set<String> acknowledged) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writing = new ArrayList<>();
        try (RunningService service = RunningService.start(data)) {
            for (int i = 0; i < WRITERS; i++) {
                writing.add(writers.submit(() -> write(service, acknowledged)));
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS);
            awaitKeys(acknowledged, acknowledged.size() + KEYS);
        }
        for (Future<?> one : writing) {
            one.get(30, TimeUnit.SECONDS);
        }
        writers.shutdown();
    }

    /** Those of all writers together; 200 take a tenth of a second or so. */
    private static void awaitKeys(Set<String> acknowledged, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (acknowledged.size() < count) {
            assertTrue(System.nanoTime() < end, acknowledged.size() + " keys were written");
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void write(RunningService service, Set<String> acknowledged) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port + CREATE))
                .POST(BodyPublishers.noBody())
                .build();
        try {
            while (service.process.isAlive()) {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                Matcher kid = KID.matcher(response.body());
                assertTrue(response.statusCode() == 201 && kid.find(), response.body());
                acknowledged.add(kid.group(1));
            }
        } catch (IOException killed) {
            // The service is gone; what was under way was not acknowledged.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
