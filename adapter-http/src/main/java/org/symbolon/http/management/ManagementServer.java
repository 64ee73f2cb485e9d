package org.symbolon.http.management;

import com.google.common.base.Suppliers;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.BindException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.server.Answer;

/**
 * Answers monitors on an address of their own, and administrators beside them. It has an event loop of its own, so that
 * it answers while those of requests are busy, or hang; what administrators ask is done by workers.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int START_SECONDS = 30;
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEADERS = 8192;

    private final ImmutableMap<String, Page.Source> pages;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true));

    private final Context loop = vertx.getOrCreateContext();
    private final ManagementConnections connections = new ManagementConnections(vertx, loop);
    private final Sites sites;

    private @Nullable HttpServer server;

    /**
     * What is answered.
     *
     * @param meters at {@code /metrics}
     * @param alive what {@code /livez} reports: what only another process can do better
     * @param ready what {@code /readyz} reports
     * @param description makes what {@code /openapi.json} says, when it is first asked for
     * @param sites what administrators use, which the server closes; none has the path of a monitor
     */
    public record Content(
            PrometheusMeterRegistry meters,
            ImmutableList<HealthCheck> alive,
            ImmutableList<HealthCheck> ready,
            Supplier<String> description,
            ImmutableList<ManagementSite> sites) {}

    /** The management cannot listen on the address that its settings name. */
    public static final class CannotManageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotManageException(String host, int port, Throwable cause) {
            super(
                    "cannot listen on " + host + ":" + port + " (management.host, management.port): "
                            + cause.getMessage(),
                    cause);
        }
    }

    private ManagementServer(Content content) {
        this.pages = ImmutableMap.of(
                "/livez",
                new HealthPages(content.alive()),
                "/readyz",
                new HealthPages(content.ready()),
                "/metrics",
                new MetricsPage(content.meters()),
                "/openapi.json",
                description(content.description()));
        this.sites = new Sites(content.sites());
    }

    private static Page.Source description(Supplier<String> openApi) {
        Supplier<Page> written = Suppliers.memoize(() -> new Page(200, Answer.JSON, openApi.get()));
        return accept -> Objects.requireNonNull(written.get());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /**
     * Starts to listen.
     *
     * @throws CannotManageException if it cannot listen on the address
     */
    public static ManagementServer start(Settings settings, Content content) {
        ManagementServer started = new ManagementServer(content);
        try {
            started.listen(settings);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /**
     * Where nobody chose a port, several services run on one machine by taking a free one: each would have to be told
     * otherwise. A port that somebody chose is what a monitor asks, so then the start fails.
     */
    private void listen(Settings settings) {
        String host = settings.get(ManagementSettings.HOST);
        int port = settings.get(ManagementSettings.PORT);
        boolean chosen = !settings.given(ManagementSettings.PORT).origin().isDefault();
        try {
            listen(host, chosen || settings.get(CoreSettings.HTTP_PORT) != 0 ? port : 0);
        } catch (CannotManageException e) {
            if (chosen || !isTaken(e)) {
                throw e;
            }
            LOG.warn("port {} is taken, so the management takes a free one; management.port names another", port);
            listen(host, 0);
        }
        LOG.info("management at http://{}:{}, to monitors: /livez, /readyz, /metrics", host, port());
    }

    private static boolean isTaken(CannotManageException failure) {
        return Throwables.getCausalChain(failure).stream().anyMatch(BindException.class::isInstance);
    }

    /** Uses a new server each time, because one that could not listen is of no further use. */
    private void listen(String host, int port) {
        try {
            server = vertx.createHttpServer(options())
                    .connectionHandler(connections::opened)
                    .requestHandler(this::answer)
                    .listen(port, host)
                    .await(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) { // a future throws whatever it fails with, declared or not
            throw new CannotManageException(host, port, e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    private void answer(HttpServerRequest request) {
        Optional<ManagementSite> site =
                sites.find(Optional.ofNullable(request.path()).orElse(""));
        if (site.isEmpty()) {
            answerMonitor(request);
        } else if (connections.admit(request.connection())) {
            sites.answer(site.get(), request, connections);
        } else {
            Sites.refuse(site.get(), request, 503, Sites.BUSY);
        }
    }

    private void answerMonitor(HttpServerRequest request) {
        Page page = page(request);
        HttpServerResponse response = request.response()
                .setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (page.status() == 405) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        // Not before the request has ended: bytes that nobody has read would make the system discard the answer.
        Future.join(response.end(page.body()), request.end())
                .onComplete(done -> ManagementConnections.close(request.connection()));
    }

    private Page page(HttpServerRequest request) {
        Page.Source source = pages.get(Optional.ofNullable(request.path()).orElse(""));
        if (source == null) {
            return Page.text(404, "there are " + String.join(", ", pages.keySet()) + "\n");
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Page.text(405, "use GET\n");
        }
        try {
            return source.answer(Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)));
        } catch (RuntimeException e) {
            LOG.error("a monitor could not be answered", e);
            return Page.text(500, "the log says why\n");
        }
    }

    @Override
    public void close() {
        vertx.close().await();
        sites.close();
    }
}
