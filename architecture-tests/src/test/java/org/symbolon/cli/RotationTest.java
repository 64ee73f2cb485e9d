package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.base.Surroundings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.http.HttpService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Key ring and authenticators are replaced by the operator's commands while two services of one data folder issue
 * tokens and redeem those of each other. Nobody is refused.
 */
class RotationTest {
    private static final String ACCOUNT = "201722";
    private static final int CLIENTS = 4;
    private static final Duration SEALS_IN = Duration.ofSeconds(3);
    private static final Duration SPENT = Duration.ofDays(31);
    private static final String CHALLENGE = "{\"kids\":[\"AAECAwQFBgcICQoLDA0ODw\"],\"type\":\"temporary\"}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Node> nodes = new ArrayList<>();
    private volatile String authenticator = "";
    private volatile boolean ended;
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    /** How often each client has had a licence. */
    private final AtomicIntegerArray rounds = new AtomicIntegerArray(CLIENTS);

    private record Node(Symbolon symbolon, HttpService service, String url) implements AutoCloseable {
        static Node start(Path folder) {
            Settings settings = HttpService.withPort(
                    Settings.read(folder, Optional.empty(), Map.of()).with(CoreSettings.HTTP_PORT, "0"));
            Symbolon symbolon = SymbolonLoader.of(settings, HttpService.settings(), ImmutableSet.of())
                    .open(StoreAccess.SERVICE);
            return new Node(symbolon, HttpService.start(symbolon, settings), CoreSettings.serviceUrl(settings));
        }

        @Override
        public void close() {
            service.close();
            symbolon.close();
        }
    }

    private JsonNode command(String... words) {
        return command(InstantSource.system(), words);
    }

    /** Runs a command as the operator does, and returns its result. */
    private JsonNode command(InstantSource clock, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new Surroundings.Builder()
                        .environment(ImmutableMap.of())
                        .input(new ByteArrayInputStream(new byte[0]))
                        .out(new PrintWriter(out, true))
                        .err(new PrintWriter(err, true))
                        .clock(clock)
                        .build(),
                inFolder(words));
        assertEquals(0, code, err.toString());
        return JsonMapper.shared().readTree(out.toString());
    }

    private String[] inFolder(String... words) {
        List<String> all = new ArrayList<>(List.of("--data", folder.toString(), "--json"));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    @Test
    void nobodyIsRefused_whileKeysAndAuthenticatorsAreReplaced() throws Exception {
        setUp();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.execute(() -> play(number));
            }
            awaitRounds();
            for (int rotation = 0; rotation < 2; rotation++) {
                replaceRingKey();
                replaceAuthenticator();
            }
        } finally {
            ended = true;
            clients.shutdown();
            assertTrue(clients.awaitTermination(60, TimeUnit.SECONDS));
            nodes.forEach(Node::close);
        }
        assertEquals(List.of(), List.copyOf(refusals));
    }

    private void setUp() throws IOException {
        Files.writeString(folder.resolve("symbolon.properties"), "refresh.interval=PT0.2S\n");
        authenticator = command("account", "add", ACCOUNT, "--name", "Example", "--option", "ck=enabled")
                .get("customerAuthenticator")
                .asString();
        command("account", "kek", "set", ACCOUNT, "--random");
        command("key", "put", "000102030405060708090a0b0c0d0e0f", "--account", ACCOUNT, "--random");
        nodes.add(Node.start(folder));
        nodes.add(Node.start(folder));
    }

    /** Gets tokens from one node and licences from the other, until the test ends. */
    private void play(int client) {
        int round = client;
        while (!ended && refusals.size() < 10) {
            Node one = nodes.get(round % 2);
            Node other = nodes.get((round + 1) % 2);
            round++;
            try {
                String url = expect200(request(one.url() + "/hms/ck/token?customerAuthenticator=" + authenticator
                        + "&kid=000102030405060708090a0b0c0d0e0f&errorFormat=json"));
                String token = url.substring(url.indexOf('='));
                expect200(request(other.url() + "/hms/ck/rights/?ExpressPlayToken" + token)
                        .POST(HttpRequest.BodyPublishers.ofString(CHALLENGE)));
                rounds.incrementAndGet(client);
                Thread.sleep(10);
            } catch (IOException | InterruptedException | RuntimeException e) {
                refusals.add(e.toString());
            }
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    }

    private String expect200(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        String body = new String(answer.body(), UTF_8);
        if (answer.statusCode() != 200) {
            refusals.add(answer.statusCode() + " " + body);
        }
        return body;
    }

    /** Waits until no client uses what it began with before this. */
    private void awaitRounds() throws InterruptedException {
        int[] before = new int[CLIENTS];
        for (int client = 0; client < CLIENTS; client++) {
            before[client] = rounds.get(client);
        }
        for (int client = 0; client < CLIENTS; client++) {
            while (rounds.get(client) < before[client] + 2 && refusals.isEmpty()) {
                Thread.sleep(10);
            }
        }
    }

    private void replaceRingKey() throws InterruptedException {
        String old = command("keyring", "list").get(0).get("id").asString();
        Instant seals = Instant.parse(command("keyring", "rotate", "--seals-in", SEALS_IN.toString())
                .get("sealsFrom")
                .asString());
        while (Instant.now().isBefore(seals)) {
            Thread.sleep(50);
        }
        awaitRounds();
        JsonNode retired = command(() -> Instant.now().plus(SPENT), "keyring", "retire", old);
        assertEquals(1, retired.get("movedKeks").asInt(), "the KEK was sealed under the retired key");
        awaitRounds();
        assertEquals(1, command("keyring", "list").size());
    }

    private void replaceAuthenticator() throws InterruptedException {
        String label = command("account", "show", ACCOUNT)
                .get("authenticators")
                .get(0)
                .get("label")
                .asString();
        authenticator = command("account", "authenticator", "add", ACCOUNT)
                .get("customerAuthenticator")
                .asString();
        awaitRounds();
        command("account", "authenticator", "remove", ACCOUNT, label);
        awaitRounds();
    }
}
