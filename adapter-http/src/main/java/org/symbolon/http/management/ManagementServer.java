package org.symbolon.http.management;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.BindException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.openapi.OpenApi;
import org.symbolon.http.server.Answer;

/**
 * Answers monitors on an address of their own. It has an event loop of its own, so that it answers while those of
 * requests are busy, or hang. Each connection gets one answer and lasts for {@link #LONGEST} at most; beyond {@link
 * #MOST_CONNECTIONS} the oldest one is closed, so that connections which ask nothing keep no monitor out.
 */
public final class ManagementServer implements AutoCloseable {
    static final int MOST_CONNECTIONS = 32;
    static final Duration LONGEST = Duration.ofSeconds(10);

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

    /** The oldest first; used on the event loop only. */
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    private @Nullable HttpServer server;

    /**
     * What is answered.
     *
     * @param meters at {@code /metrics}
     * @param alive what {@code /livez} reports: what only another process can do better
     * @param ready what {@code /readyz} reports
     * @param drms what {@code /openapi.json} is made from
     */
    public record Content(
            PrometheusMeterRegistry meters,
            ImmutableList<HealthCheck> alive,
            ImmutableList<HealthCheck> ready,
            DrmCatalogue drms) {}

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
                OpenApi.PATH,
                description(content.drms()));
    }

    private static Page.Source description(DrmCatalogue drms) {
        Supplier<Page> written = Suppliers.memoize(
                () -> new Page(200, Answer.JSON, OpenApi.of(drms, ImmutableSet.of(OpenApi.Part.MANAGEMENT))));
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
                    .connectionHandler(this::opened)
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

    private void opened(HttpConnection connection) {
        open.add(connection);
        long timer = vertx.setTimer(LONGEST.toMillis(), late -> close(connection));
        connection.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.remove(connection);
        });
        if (open.size() > MOST_CONNECTIONS) {
            HttpConnection oldest = open.iterator().next();
            open.remove(oldest); // the close handler is told later, perhaps after the next one has come
            close(oldest);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close handler is told
    private static void close(HttpConnection connection) {
        connection.close();
    }

    private void answer(HttpServerRequest request) {
        Page page = page(request);
        HttpServerResponse response = request.response()
                .setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (page.status() == 405) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        response.end(page.body()).onComplete(sent -> close(request.connection()));
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
    }
}
