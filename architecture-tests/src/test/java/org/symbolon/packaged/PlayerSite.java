package org.symbolon.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.symbolon.demo.EncryptedClip;

/** A site of another origin: the pages of {@code src/test/players}, the scripts of players, and the encrypted clips. */
final class PlayerSite implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final CompletableFuture<String> report = new CompletableFuture<>();

    /**
     * Starts the site.
     *
     * @param clips the clip in each scheme, by the name of its folder
     * @param texts what else there is, by path: JSON
     */
    PlayerSite(Path libraries, Map<String, EncryptedClip> clips, Map<String, String> texts) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answerFile(exchange, "/", PlayerLibraries.SOURCES, "text/html"));
        server.createContext(
                "/libraries/", exchange -> answerFile(exchange, "/libraries/", libraries, "text/javascript"));
        server.createContext(
                "/examples/",
                exchange -> answerFile(exchange, "/examples/", PlayerLibraries.EXAMPLES, "text/javascript"));
        clips.forEach((folder, clip) -> server.createContext("/" + folder + "/", exchange -> {
            Optional<EncryptedClip.File> file =
                    Optional.ofNullable(clip.files().get(below("/" + folder + "/", exchange)));
            answer(
                    exchange,
                    file.map(EncryptedClip.File::mediaType).orElse("text/plain"),
                    file.map(EncryptedClip.File::bytes));
        }));
        texts.forEach((path, text) -> server.createContext(
                path,
                exchange -> answer(exchange, "application/json", Optional.of(text.getBytes(StandardCharsets.UTF_8)))));
        server.createContext("/report", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "text/plain", Optional.of(new byte[] {'\n'}));
            report.complete(text);
        });
        server.start();
    }

    private static String below(String context, HttpExchange exchange) {
        return exchange.getRequestURI().getPath().substring(context.length());
    }

    private static void answerFile(HttpExchange exchange, String context, Path folder, String type) throws IOException {
        Path file = folder.resolve(below(context, exchange)).normalize();
        boolean isThere = file.startsWith(folder) && Files.isRegularFile(file);
        answer(exchange, type, isThere ? Optional.of(Files.readAllBytes(file)) : Optional.empty());
    }

    private static void answer(HttpExchange exchange, String type, Optional<byte[]> body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(body.isPresent() ? 200 : 404, body.isPresent() ? body.get().length : -1);
            if (body.isPresent()) {
                exchange.getResponseBody().write(body.get());
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/index.html";
    }

    /** A line for each case: its name, a colon, and what became of it. */
    String report() throws Exception {
        return report.get(4, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
