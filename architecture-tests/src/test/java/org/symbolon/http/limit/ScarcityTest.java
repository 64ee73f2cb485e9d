package org.symbolon.http.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.HttpService;
import org.symbolon.http.Main;
import org.symbolon.http.TestService;

/** A process of its own whose limits are changed while it runs (prlimit of util-linux). */
@Timeout(180)
final class ScarcityTest {
    private static final long UNLIMITED = 1;
    private static final long METERED = 2;

    @TempDir
    private static Path data;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** Written by the thread that reads the process, and read by the tests. */
    @SuppressWarnings("JdkObsolete")
    private static final StringBuffer LOG = new StringBuffer();

    private static Process process;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit here");
        Settings settings = Settings.inFolder(data);
        try (Symbolon symbolon = SymbolonLoader.of(settings, HttpService.settings(), ImmutableSet.of())
                .open(StoreAccess.SERVICE)) {
            add(symbolon, UNLIMITED, false);
            add(symbolon, METERED, true);
            symbolon.balance().credit(new AccountId(METERED), 1000);
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(() -> read(process.getInputStream()));
        reader.setDaemon(true);
        reader.start();
        await("listening on");
    }

    private static void add(Symbolon symbolon, long id, boolean metered) {
        AccountId account = new AccountId(id);
        AuthenticatorSecret secret =
                AuthenticatorSecret.parse(TestService.SECRET).orElseThrow();
        symbolon.accounts()
                .change(
                        account,
                        none -> Account.builder()
                                .id(account)
                                .metered(metered)
                                .putOptions(new DrmId("ck"), DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(account, Environment.PRODUCTION, secret))
                                .build());
    }

    private static void read(InputStream output) {
        byte[] part = new byte[8192];
        try {
            for (int read = output.read(part); read >= 0; read = output.read(part)) {
                LOG.append(new String(part, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the log has a text. */
    private static void await(String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (LOG.indexOf(text) < 0) {
            assertTrue(System.nanoTime() < end && process.isAlive(), () -> text + " is not in " + LOG);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> token(long account) throws IOException, InterruptedException {
        return get("/hms/ck/token?errorFormat=json&customerAuthenticator=" + account + "," + TestService.SECRET
                + "&kid=b366360da82e9c6e0b0984002a362cf2&contentKey=" + TestService.KEY);
    }

    private static void limit(String limit) throws IOException, InterruptedException {
        Process changed = new ProcessBuilder("/usr/bin/prlimit", "--pid", Long.toString(process.pid()), limit)
                .inheritIO()
                .start();
        assertEquals(0, changed.waitFor());
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.count();
        }
    }

    @Test
    void callersWhoTakeTheFileDescriptors_giveWay_andTheServiceGoesOn() throws Exception {
        assertEquals(200, token(UNLIMITED).statusCode());
        List<Socket> crowd = new ArrayList<>();
        limit("--nofile=" + (openFiles() + 24) + ":");
        try {
            for (int i = 0; i < 100; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
                if (i % 20 == 0) {
                    assertEquals(200, token(METERED).statusCode());
                }
            }
            assertEquals(200, get("/healthz").statusCode());
            // Fewer than there are open already: nothing can be opened, and what is open goes on.
            limit("--nofile=16:");
            await("runs out of descriptors");
        } finally {
            limit("--nofile=1024:");
            for (Socket socket : crowd) {
                socket.close();
            }
        }
        await("has enough descriptors again");
        assertEquals(200, token(METERED).statusCode());
    }

    /** A file that cannot grow is what a full disk is to those who write. */
    @Test
    void fullDisk_refusesWhatMustBeStored_andServesTheRest() throws Exception {
        assertEquals(200, token(METERED).statusCode());
        limit("--fsize=1:");
        try {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> refused = token(METERED);
                assertEquals(503, refused.statusCode(), refused.body());
                assertEquals(-2030, AnswerJson.of(refused.body()).get("code").asInt(), refused.body());
                assertEquals(200, token(UNLIMITED).statusCode());
                assertEquals(200, get("/healthz").statusCode());
            }
        } finally {
            limit("--fsize=unlimited:");
        }
        assertEquals(200, token(METERED).statusCode());
    }
}
