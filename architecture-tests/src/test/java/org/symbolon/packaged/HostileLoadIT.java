package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.example.FaultyPlugin;

/** The packaged service with little memory, a log that nobody reads, and callers who want to take it from the others. */
final class HostileLoadIT {
    private static final int CROWD = 2500;

    @TempDir
    private Path data;

    /** The request for a token of a DRM that the first start prints. */
    private static String request(RunningService service, String drm) throws IOException {
        Matcher curl =
                Pattern.compile("curl 'http://[^/]+(/hms/" + drm + "/[^']+)'").matcher(service.errors());
        assertTrue(curl.find(), service.errors());
        return curl.group(1).replace("^", "%5E");
    }

    private static SocketChannel unfinishedBody(int port) {
        String head = String.join(
                "\r\n",
                "POST /hms/wv/token HTTP/1.1",
                "Host: a",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 65000",
                "",
                "");
        ByteBuffer bytes = ByteBuffer.wrap((head + "a".repeat(64_000)).getBytes(StandardCharsets.US_ASCII));
        try {
            SocketChannel caller = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            caller.configureBlocking(false);
            caller.write(bytes);
            return caller;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thousandsOfUnfinishedBodies_takeNothingFromOthers() throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (RunningService service = RunningService.startWith("-Xmx64m", data)) {
            String good = request(service, "wv");
            for (int i = 0; i < CROWD; i++) {
                crowd.add(unfinishedBody(service.port));
                if (i % 100 == 0) {
                    assertEquals(200, service.send(good).statusCode());
                    assertEquals(200, service.send("/healthz").statusCode());
                }
            }
            for (SocketChannel caller : crowd) {
                caller.close();
            }
            assertEquals(200, service.send(good).statusCode());
            service.terminate();
            assertEquals(143, service.process.exitValue());
            assertTrue(service.errors().contains(" - ended"), service.errors());
        }
    }

    /** The output of the process is a pipe that is full: whoever writes to it waits for ever. */
    @Test
    void logThatNobodyReads_stopsNeitherRequestsNorTheEnd() throws Exception {
        Process process = Launcher.command(data, "serve", "--port", "0")
                .redirectErrorStream(true)
                .start();
        try {
            String printed = "";
            Pattern listening = Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+),");
            Matcher port = listening.matcher(printed);
            while (!port.find()) {
                printed += new String(process.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
                port = listening.matcher(printed);
            }
            URI health = URI.create("http://127.0.0.1:" + port.group(1) + "/healthz");
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 800; i++) {
                assertEquals(
                        200,
                        client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            }
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process did not end");
            assertEquals(143, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void errorOfTheVirtualMachine_endsTheProcess() throws Exception {
        try (RunningService service = startFaulty()) {
            assertThrows(IOException.class, () -> service.send(request(service, "ex") + "&cookie=memory"));
            assertTrue(service.process.waitFor(30, TimeUnit.SECONDS), "the process goes on");
            assertEquals(3, service.process.exitValue());
            assertTrue(service.errors().contains("the process cannot go on after this error"), service.errors());
        }
    }

    @Test
    void eventLoopThatHangs_doesNotStopTheEnd() throws Exception {
        Files.writeString(data.resolve("symbolon.properties"), "http.shutdown.timeout=PT2S\n");
        try (RunningService service = startFaulty()) {
            CompletableFuture<Integer> hanging = CompletableFuture.supplyAsync(() -> {
                try {
                    return service.send(request(service, "ex") + "&cookie=sleep")
                            .statusCode();
                } catch (IOException cut) {
                    return 0;
                }
            });
            while (!service.errors().contains("FaultyPlugin sleeps")) {
                Thread.sleep(20);
            }
            service.terminate();
            assertEquals(4, service.process.exitValue());
            assertEquals(0, hanging.get());
        }
    }

    private RunningService startFaulty() throws IOException {
        PluginJar.write(
                Files.createDirectories(data.resolve("plugins")).resolve("faulty.jar"),
                FaultyPlugin.class.getName(),
                List.of("FaultyPlugin"));
        return RunningService.start(data);
    }
}
