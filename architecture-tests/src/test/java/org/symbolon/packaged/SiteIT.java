package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Files;
import com.google.common.io.Resources;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.site.Site;

/** The documentation site in a browser: wide and narrow, light and dark, with axe, and its search. */
final class SiteIT {
    private static final URL AXE = Resources.getResource("META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
    private static final Path CHECKS = Launcher.ROOT.resolve("architecture-tests/src/test/site/checks.html");
    private static final ImmutableMap<String, String> TYPES =
            ImmutableMap.of("html", "text/html", "css", "text/css", "js", "text/javascript");

    private final CompletableFuture<String> report = new CompletableFuture<>();

    @TempDir
    private Path folder;

    @Test
    void pages_areReadableAtEachWidth_inBothColours_andFoundByTheSearch() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        Path site = folder.resolve("site");
        Site.write(Launcher.ROOT, site);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answerFile(exchange, site));
        server.createContext("/checks.html", exchange -> answer(exchange, "text/html", read(CHECKS)));
        server.createContext("/axe.js", exchange -> answer(exchange, "text/javascript", Resources.toByteArray(AXE)));
        server.createContext("/report", exchange -> {
            String problems = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "text/plain", new byte[] {'\n'});
            report.complete(problems);
        });
        server.start();
        String page = "http://127.0.0.1:" + server.getAddress().getPort() + "/checks.html";
        try (Chromium browser = Chromium.show(program.get(), folder, page)) {
            String problems = report.get(4, TimeUnit.MINUTES);
            assertTrue(browser.isAlive(), "it ended by itself");
            assertEquals("", problems);
        } finally {
            server.stop(0);
        }
    }

    private static void answerFile(HttpExchange exchange, Path site) throws IOException {
        Path file =
                site.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        String type = TYPES.getOrDefault(Files.getFileExtension(file.toString()), "text/plain");
        if (file.startsWith(site) && file.toFile().isFile()) {
            answer(exchange, type, read(file));
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    private static byte[] read(Path file) throws IOException {
        return Files.toByteArray(file.toFile());
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
