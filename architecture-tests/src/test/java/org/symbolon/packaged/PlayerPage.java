package org.symbolon.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A page of another origin, which asks a licence URL for a licence: by the licence request of a real player library,
 * with a header of its own, and by a plain fetch with credentials. It posts back what it could read of the answers.
 */
final class PlayerPage implements AutoCloseable {
    private static final String LIBRARY = "/META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js";
    private static final String PAGE = """
            <!DOCTYPE html>
            <script src="/hls.js"></script>
            <script>
              const url = '%s';
              const keySystem = '%s';
              const challenge = new Uint8Array([8, 4]);

              async function byPlayer() {
                let sent;
                const hls = new Hls({
                  emeEnabled: true,
                  drmSystems: {[keySystem]: {licenseUrl: url}},
                  keyLoadPolicy: {default: {maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 20000, timeoutRetry: null, errorRetry: null}},
                  licenseXhrSetup: xhr => {
                    sent = xhr;
                    xhr.setRequestHeader('X-Player', 'hls.js');
                  }
                });
                try {
                  await hls.emeController.requestLicense({keySystem, mediaKeysSession: {}, decryptdata: {}}, challenge);
                } catch (refused) {
                  if (!sent || !sent.status) throw refused;
                }
                return [sent.status, sent.getResponseHeader('Error-Reference'), new TextDecoder().decode(sent.response)];
              }

              async function byFetch() {
                const answer = await fetch(url, {method: 'POST', body: challenge, credentials: 'include'});
                return [answer.status, answer.headers.get('Error-Reference'), await answer.text()];
              }

              async function line(ask) {
                try {
                  return (await ask()).join(' ');
                } catch (failure) {
                  return String(failure);
                }
              }

              (async () => {
                const body = await line(byPlayer) + '\\n' + await line(byFetch);
                await fetch('/report', {method: 'POST', body});
              })();
            </script>
            """;

    private final HttpServer server;
    private final String page;
    private final CompletableFuture<String> report = new CompletableFuture<>();

    PlayerPage(String licenseUrl, String keySystem) {
        this.page = PAGE.formatted(licenseUrl, keySystem);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, "text/html", page.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/hls.js", exchange -> answer(exchange, "text/javascript", library()));
        server.createContext("/report", exchange -> {
            report.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "text/plain", new byte[0]);
        });
        server.start();
    }

    private static byte[] library() throws IOException {
        try (InputStream library = Objects.requireNonNull(PlayerPage.class.getResourceAsStream(LIBRARY))) {
            return library.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** What the page read: a line of status, reference and body for the player's request, and one for the fetch. */
    String report() throws Exception {
        return report.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
