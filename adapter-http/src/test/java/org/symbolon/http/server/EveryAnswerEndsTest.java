package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.HostAndPort;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.language.Wordings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.connection.Capacity;

/** Whatever an endpoint answers, its caller does not wait for ever. */
final class EveryAnswerEndsTest {
    private static final String OK = "HTTP/1.1 200 OK";
    private static Vertx vertx;
    private static RequestLog log;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Settings settings = Settings.inFolder(Path.of("target"));
        log = RequestLog.start(100);
        vertx = Vertx.vertx();
        Listener listener = new Listener(HostAndPort.fromParts("127.0.0.1", port), router(), Optional.empty());
        Capacity capacity = new Capacity(new Capacity.Limits(1 << 20, 100, 100));
        vertx.deployVerticle(
                        () -> new EventLoopServer(
                                ImmutableList.of(listener),
                                new EventLoopServer.Shared(capacity, log, line -> {}),
                                settings),
                        new DeploymentOptions())
                .await(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
        log.close();
    }

    private static Router router() {
        Answer good = Answer.of(200, "text/plain", "good");
        return new Router(
                new Refusals(log, failure -> {}, Wordings.of(ImmutableList.of(), ImmutableList.of())),
                ImmutableMap.<String, Router.Route>builder()
                        .put("/good", of(() -> good))
                        .put("/header", of(() -> good.with("x-name", "a\nb")))
                        .put("/name", of(() -> good.with("x name", "a")))
                        .put("/zero", of(() -> good.with("x-name", "a\0b")))
                        .put("/type", of(() -> Answer.of(200, "text/plain; a=\"\n\"", "bad")))
                        .put("/204", of(() -> Answer.of(204, "text/plain", "not to be sent")))
                        .put("/205", of(() -> Answer.of(205, "text/plain", "not to be sent")))
                        .put("/304", of(() -> Answer.of(304, "text/plain", "not to be sent")))
                        .put("/null", of(() -> new Answer(200, "text/plain", null, null, null)))
                        .put("/throws", of(() -> {
                            throw new IllegalStateException("a fault");
                        }))
                        .put(
                                "/part",
                                of(() -> Answer.inParts(200, "text/plain", part(() -> {
                                    throw new IllegalStateException("a fault in a later part");
                                }))))
                        .buildOrThrow(),
                ImmutableMap.of(),
                of(() -> {
                    throw RefusedCallException.notFound();
                }),
                () -> true);
    }

    private static Router.Route of(Supplier<Answer> answer) {
        return Router.Route.of(call -> Future.succeededFuture(answer.get()));
    }

    private static Answer.Part part(Supplier<Future<Answer.Part>> next) {
        return new Answer.Part(Buffer.buffer("first"), Optional.of(next));
    }

    /** Asks on one connection and reads until the service closes it. */
    private static String ask(String... paths) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < paths.length; i++) {
                boolean last = i == paths.length - 1;
                requests.append("GET ").append(paths[i]).append(" HTTP/1.1\r\nHost: a\r\n");
                requests.append(last ? "Connection: close\r\n\r\n" : "\r\n");
            }
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/header", "/name", "/zero", "/type", "/throws", "/null"})
    void answerThatHttpDoesNotAllow_becomesStatus500WithAReference(String path) throws IOException {
        String answer = ask(path);
        assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
        assertTrue(answer.contains("Error-Reference: "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/204", "/205", "/304"})
    void bodyOfAnAnswerThatHasNone_isNotSent(String path) throws IOException {
        String answers = ask(path, "/good");
        String second = answers.substring(answers.indexOf("\r\n\r\n") + 4);
        assertTrue(second.startsWith(OK), answers);
    }

    @Test
    void partThatCannotBeRead_endsTheConnection() throws IOException {
        String answer = ask("/part", "/good");
        assertTrue(answer.startsWith(OK) && answer.contains("first"), answer);
        assertEquals(-1, answer.indexOf("0\r\n\r\n"), "no end that could be taken for the whole");
    }
}
