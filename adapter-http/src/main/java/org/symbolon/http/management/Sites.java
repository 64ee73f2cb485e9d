package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests to {@link ManagementSite}s: reads them, has a worker make the answer, and sends it. The number of
 * workers and the length of their queue are bounded, and monitors need neither.
 */
final class Sites implements AutoCloseable {
    static final int THREADS = 4;
    static final int QUEUE = 32;
    private static final long IDLE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
    static final String BUSY = "too many administrators ask at the same time; try again";

    private final ImmutableList<ManagementSite> sites;
    private final ThreadPoolExecutor workers;

    Sites(ImmutableList<ManagementSite> sites) {
        this.sites = sites;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), work -> {
                    Thread thread = new Thread(work, "symbolon-management-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** The site that answers a path. */
    Optional<ManagementSite> find(String path) {
        return sites.stream()
                .filter(site -> path.equals(site.root()) || path.startsWith(site.root() + "/"))
                .findFirst();
    }

    /** Answers a request, on the event loop of its connection. */
    void answer(ManagementSite site, HttpServerRequest request, ManagementConnections connections) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() <= ManagementConnections.LONGEST_BODY) {
                body.appendBuffer(part);
            } else {
                request.handler(rest -> {});
                refuse(site, request, 413, "a body has at most " + ManagementConnections.LONGEST_BODY + " bytes");
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                connections.working(request.connection());
                work(site, request, body, connections);
            }
        });
    }

    private void work(ManagementSite site, HttpServerRequest request, Buffer body, ManagementConnections connections) {
        ManagementRequest read = read(request, body);
        Context loop = connections.loop();
        try {
            workers.execute(() -> {
                if (!request.response().closed()) {
                    ManagementAnswer answer = ask(site, read);
                    loop.runOnContext(now -> send(request, answer, connections));
                }
            });
        } catch (RejectedExecutionException e) {
            refuse(site, request, 503, BUSY);
        }
    }

    /** An error of a site must not end the thread without an answer. */
    private static ManagementAnswer ask(ManagementSite site, ManagementRequest read) {
        try {
            return site.answer(read);
        } catch (RuntimeException | Error e) {
            LOG.error("{} could not be answered", read, e);
            return site.refusal(500, "the log says why");
        }
    }

    private static ManagementRequest read(HttpServerRequest request, Buffer body) {
        ImmutableListMultimap.Builder<String, String> query = ImmutableListMultimap.builder();
        new QueryStringDecoder(request.uri()).parameters().forEach(query::putAll);
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Map<String, String> cookies = new HashMap<>();
        request.cookies().forEach(cookie -> cookies.putIfAbsent(cookie.getName(), cookie.getValue()));
        return new ManagementRequest(
                request.method().name(),
                Optional.ofNullable(request.path()).orElse("/"),
                query.build(),
                ImmutableMap.copyOf(headers),
                ImmutableMap.copyOf(cookies),
                body.getBytes(),
                address(request));
    }

    private static InetAddress address(HttpServerRequest request) {
        return Optional.ofNullable(request.connection().remoteAddress(true))
                .map(address -> new InetSocketAddress(address.hostAddress(), address.port()).getAddress())
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static void send(HttpServerRequest request, ManagementAnswer answer, ManagementConnections connections) {
        if (!request.response().closed() && !request.response().ended()) {
            write(request, answer).onComplete(sent -> connections.idle(request.connection()));
        }
    }

    private static Future<Void> write(HttpServerRequest request, ManagementAnswer answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.X_CONTENT_TYPE_OPTIONS, "nosniff");
        answer.headers().asMap().forEach(response::putHeader);
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        if (!bodiless) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
        }
        return response.end(
                bodiless || request.method().equals(HttpMethod.HEAD) ? Buffer.buffer() : Buffer.buffer(answer.body()));
    }

    /** Refuses a request that the site does not see, and closes its connection. */
    static void refuse(ManagementSite site, HttpServerRequest request, int status, String message) {
        if (!request.response().ended()) {
            write(request, site.refusal(status, message).with(HttpHeaders.CONNECTION, "close"))
                    .onComplete(sent -> ManagementConnections.close(request.connection()));
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        sites.forEach(ManagementSite::close);
    }
}
