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
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.Demo;
import tools.jackson.core.JsonGenerator;

/**
 * A replacement for a Widevine licence service, for demonstrations and tests, on the loopback address only. It checks
 * signature and message of a request as the interface describes them, and answers with licences that no device can use.
 */
final class DemoLicenseService implements Demo {
    static final String PROVIDER = "stand_in";
    /** The text at the beginning of every licence and certificate of this service. */
    static final String LICENSE_PREFIX = "STAND-IN, NO WIDEVINE LICENCE: ";

    private static final byte[] CHALLENGE =
            Bytes.concat(new byte[] {8, 1, 18, 24}, "stand-in device, no CDM.".getBytes(StandardCharsets.US_ASCII));

    private final HttpServer server;
    private final ExecutorService threads;
    private final ServiceSecret secret;

    private DemoLicenseService(HttpServer server, ExecutorService threads, ServiceSecret secret) {
        this.server = server;
        this.threads = threads;
        this.secret = secret;
    }

    /** Starts a service on a free port, with a new signing key. */
    static DemoLicenseService start(SecureRandom random) {
        byte[] keyAndIv = new byte[ServiceSecret.BYTES];
        random.nextBytes(keyAndIv);
        ServiceSecret secret = ServiceSecret.of(keyAndIv);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService threads = Executors.newCachedThreadPool(DemoLicenseService::daemon);
            server.setExecutor(threads);
            server.createContext("/", exchange -> handle(exchange, secret));
            server.start();
            return new DemoLicenseService(server, threads, secret);
        } catch (IOException e) {
            throw new UncheckedIOException("the demonstration's licence service cannot listen", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "symbolon-widevine-demo");
        thread.setDaemon(true);
        return thread;
    }

    /** How to call the service. */
    LicenseService service() {
        InetSocketAddress address = server.getAddress();
        return new LicenseService(
                URI.create("http://127.0.0.1:" + address.getPort() + "/cenc/getlicense"), PROVIDER, secret);
    }

    @Override
    public NewCredential credential() {
        return NewCredential.of(ServiceCredential.NAME, service().encode());
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
            byte[] posted = exchange.getRequestBody().readNBytes(Json.MAX_BYTES);
            boolean rightPath = exchange.getRequestURI().getPath().endsWith("/" + PROVIDER);
            String text = rightPath ? answer(posted, secret) : status("PROVIDER_ID_MISMATCH");
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String answer(byte[] posted, ServiceSecret secret) throws IOException {
        Optional<SignedRequest> request = SignedRequest.read(posted);
        if (request.isEmpty() || !request.get().signer().equals(PROVIDER)) {
            return status("MALFORMED_REQUEST");
        }
        byte[] message = request.get().message().read();
        if (!MessageDigest.isEqual(request.get().signature().read(), RequestSigner.sign(secret, message))) {
            return status("SIGNATURE_FAILED");
        }
        return Json.values(message)
                .map(DemoLicenseMessage::new)
                .map(read -> read.errorStatus().map(DemoLicenseService::status).orElseGet(() -> license(read)))
                .orElseGet(() -> status("MALFORMED_REQUEST"));
    }

    private static String license(DemoLicenseMessage message) {
        boolean certificate = message.isCertificateRequest();
        String keys = message.keyIds().isEmpty() ? "without an id" : String.join(", ", message.keyIds());
        String license = LICENSE_PREFIX + (certificate ? "service certificate" : "key " + keys);
        return json(ImmutableMap.of(
                "status", "OK",
                "license", Base64.getEncoder().encodeToString(license.getBytes(StandardCharsets.UTF_8)),
                "message_type", certificate ? "SERVICE_CERTIFICATE" : "LICENSE_REQUEST",
                "make", "stand-in",
                "security_level", "3"));
    }

    private static String status(String name) {
        return json(ImmutableMap.of("status", name, "status_message", "from the demonstration's licence service"));
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
