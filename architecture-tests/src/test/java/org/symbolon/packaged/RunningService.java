package org.symbolon.packaged;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./symbolon serve} on a free port. */
public final class RunningService implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    public final int port;
    public final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path out;
    private final Path err;

    private RunningService(Path data, String javaOption, String... options) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.out = Files.createTempFile(data, "serve", ".out");
        this.err = Files.createTempFile(data, "serve", ".err");
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        arguments.addAll(List.of(options));
        ProcessBuilder command = Launcher.command(data, arguments.toArray(String[]::new));
        command.environment().merge("SYMBOLON_JAVA_OPTIONS", javaOption, (before, more) -> before + " " + more);
        this.process =
                command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** Starts, and waits until requests are taken. */
    public static RunningService start(Path data, String... options) {
        Archive.isWritten();
        return startAsItIs("", data, options);
    }

    /** The same, with an option for {@code java}. */
    static RunningService startWith(String javaOption, Path data, String... options) {
        Archive.isWritten();
        return startAsItIs(javaOption, data, options);
    }

    private static RunningService startAsItIs(String javaOption, Path data, String... options) {
        try {
            RunningService service = new RunningService(data, javaOption, options);
            service.awaitHealth();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitHealth() throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (send("/healthz").statusCode() == 200 && errors().contains(" - listening on ")) {
                    return;
                }
            } catch (IOException notYet) {
                pause();
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the service did not start: " + errors());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> send(String target) throws IOException {
        return send(request(target));
    }

    /** Posts text, and returns the body of the answer. */
    String post(String target, String body) throws IOException {
        return send(request(target).POST(HttpRequest.BodyPublishers.ofString(body)))
                .body();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Standard output: one line a request. */
    String log() throws IOException {
        return Launcher.read(out);
    }

    /** Standard error: what happens, and the introduction of the demo account. */
    public String errors() throws IOException {
        return Launcher.read(err);
    }

    /** SIGTERM, and the end. */
    public void terminate() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the service did not end after SIGTERM");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The archives of classes that an installation makes, with which a start takes half the time. */
    private static final class Archive {
        static {
            try {
                Path scratch = Files.createTempDirectory("archive");
                Launcher.Result made = Launcher.run(
                        new ProcessBuilder(Path.of(System.getProperty("symbolon.lib"))
                                .resolveSibling("bin/symbolon-classes")
                                .toString()),
                        scratch);
                if (made.code() != 0) {
                    throw new AssertionError(made.err());
                }
                MoreFiles.deleteRecursively(scratch, RecursiveDeleteOption.ALLOW_INSECURE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Has the class initialized, once. */
        static void isWritten() {}
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
