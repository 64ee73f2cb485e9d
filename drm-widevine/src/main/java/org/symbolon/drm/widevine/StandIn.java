package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.symbolon.core.drm.Demo;
import org.symbolon.core.drm.NewCredential;
import tools.jackson.core.JsonGenerator;

/**
 * Stands in for a Widevine licence service: checks requests as the documents say and answers them, with licences that no device can use. For demonstrations and
 * tests, on the loopback address only.
 */
final class StandIn implements Demo {
    static final String PROVIDER = "stand_in";
    /** What its licences and certificates begin with. */
    static final String MARK = "STAND-IN, NO WIDEVINE LICENCE: ";

    private static final byte[] CHALLENGE =
            Bytes.concat(new byte[] {8, 1, 18, 24}, "stand-in device, no CDM.".getBytes(StandardCharsets.US_ASCII));

    private final HttpServer server;
    private final ExecutorService threads;
    private final ServiceSecret secret;

    private StandIn(HttpServer server, ExecutorService threads, ServiceSecret secret) {
        this.server = server;
        this.threads = threads;
        this.secret = secret;
    }

    /** Starts one on a free port, with a signing key of its own. */
    static StandIn start(SecureRandom random) {
        byte[] keyAndIv = new byte[ServiceSecret.KEY_BYTES + ServiceSecret.IV_BYTES];
        random.nextBytes(keyAndIv);
        ServiceSecret secret = ServiceSecret.of(keyAndIv);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService threads = Executors.newCachedThreadPool(StandIn::daemon);
            server.setExecutor(threads);
            server.createContext("/", exchange -> handle(exchange, secret));
            server.start();
            return new StandIn(server, threads, secret);
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in for a licence service cannot listen", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "symbolon-stand-in");
        thread.setDaemon(true);
        return thread;
    }

    LicenseService service() {
        InetSocketAddress address = server.getAddress();
        return new LicenseService(
                URI.create("http://127.0.0.1:" + address.getPort() + "/cenc/getlicense"), PROVIDER, secret);
    }

    @Override
    public NewCredential credential() {
        return new NewCredential(ServiceCredential.NAME, service().encode());
    }

    @Override
    public Optional<byte[]> challenge() {
        return Optional.of(CHALLENGE.clone());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void handle(HttpExchange exchange, ServiceSecret secret) throws IOException {
        try (exchange) {
            byte[] posted = exchange.getRequestBody().readNBytes(Json.MOST_BYTES);
            boolean mine = exchange.getRequestURI().getPath().endsWith("/" + PROVIDER);
            byte[] answer =
                    (mine ? answer(posted, secret) : status("PROVIDER_ID_MISMATCH")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String answer(byte[] posted, ServiceSecret secret) throws IOException {
        Optional<SignedRequest> signed = SignedRequest.read(posted);
        if (signed.isEmpty() || !signed.get().signer().equals(PROVIDER)) {
            return status("MALFORMED_REQUEST");
        }
        byte[] message = signed.get().message().read();
        if (!MessageDigest.isEqual(signed.get().signature().read(), RequestSigner.sign(secret, message))) {
            return status("SIGNATURE_FAILED");
        }
        return PostedMessage.read(message)
                .map(read -> read.problem().map(StandIn::status).orElseGet(() -> license(read)))
                .orElseGet(() -> status("MALFORMED_REQUEST"));
    }

    private static String license(PostedMessage message) {
        boolean certificate = message.isCertificateRequest();
        String what =
                certificate ? "service certificate" : "key " + message.keyId().orElse("without an id");
        byte[] license = (MARK + what).getBytes(StandardCharsets.UTF_8);
        return json(ImmutableMap.of(
                "status", "OK",
                "license", Base64.getEncoder().encodeToString(license),
                "message_type", certificate ? "SERVICE_CERTIFICATE" : "LICENSE_REQUEST",
                "make", "stand-in",
                "security_level", "3"));
    }

    private static String status(String name) {
        return json(ImmutableMap.of("status", name, "status_message", "said by the stand-in"));
    }

    private static String json(ImmutableMap<String, String> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            fields.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return text.toString();
    }
}
