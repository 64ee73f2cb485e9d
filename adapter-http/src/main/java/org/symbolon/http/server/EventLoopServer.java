package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.connection.Connections;
import org.symbolon.http.tls.Tls;

/**
 * The servers of one event loop, one for each listener, whose connections are bounded together; those of all event
 * loops listen on the same ports.
 */
public final class EventLoopServer extends VerticleBase {
    private static final int SEND_BUFFER = 1 << 17;

    /** Bodies are short, so that a stream needs no more in advance; the connection has room for a few of them. */
    private static final int STREAM_WINDOW = 1 << 16;

    private static final int CONNECTION_WINDOW = 1 << 18;

    /** HTTP/2 counts 32 bytes more for each header than HTTP/1 does. */
    private static final int HEADERS_OVERHEAD = 1 << 13;

    private final ImmutableList<Listener> listeners;
    private final Shared shared;
    private final Settings settings;
    private final Callers callers;
    private final List<HttpServer> servers = new ArrayList<>();
    private @Nullable Connections connections;

    /**
     * What the servers of all event loops share.
     *
     * @param counter is told of each answer
     */
    public record Shared(Capacity capacity, RequestLog log, Consumer<LogLine> counter) {}

    public EventLoopServer(ImmutableList<Listener> listeners, Shared shared, Settings settings) {
        this.listeners = listeners;
        this.shared = shared;
        this.settings = settings;
        this.callers = new Callers(settings);
    }

    @Override
    public Future<?> start() {
        Connections opened = new Connections(new Connections.Environment(
                vertx,
                shared.capacity(),
                settings.get(HttpSettings.IDLE_TIMEOUT),
                heads(),
                Callers::parse,
                callers::isTrusted));
        Responder responder =
                new Responder(opened, shared.log(), shared.counter(), settings.get(HttpSettings.IDLE_TIMEOUT));
        this.connections = opened;
        return Future.all(listeners.stream()
                .map(listener -> listen(listener, opened, responder))
                .toList());
    }

    private Future<HttpServer> listen(Listener listener, Connections opened, Responder responder) {
        listener.encryption()
                .ifPresent(tls -> tls.whenAccepted(((ContextInternal) context).nettyEventLoop(), opened::accepted));
        HttpServer server = vertx.createHttpServer(options(listener.encryption()))
                .connectionHandler(opened::opened)
                .requestHandler(request -> answer(request, listener.router(), opened, responder));
        servers.add(server);
        return server.listen(listener.address().getPort(), listener.address().getHost());
    }

    private void answer(HttpServerRequest request, Router router, Connections opened, Responder responder) {
        opened.requestBegan(request).ifPresent(exchange -> {
            Call call = new Call(request, exchange, callers, context);
            router.handle(call)
                    .onComplete(answer -> responder.answer(call, answer), fault -> responder.giveUp(call, fault));
        });
    }

    /**
     * Ends as soon as the requests under way have been answered, and after three quarters of the time-out at the
     * latest: the rest is for closing the store.
     */
    @Override
    public Future<?> stop() {
        if (connections == null) {
            return Future.succeededFuture();
        }
        return connections
                .end(settings.get(HttpSettings.SHUTDOWN_TIMEOUT).multipliedBy(3).dividedBy(4))
                .compose(ended -> Future.join(servers.stream()
                        .map(server -> server.shutdown(Duration.ZERO))
                        .toList()));
    }

    private Http1ServerConfig heads() {
        return new Http1ServerConfig()
                .setMaxInitialLineLength(settings.get(CoreSettings.HTTP_LINE_MAX))
                .setMaxHeaderSize(settings.get(HttpSettings.HEADERS_MAX));
    }

    private HttpServerOptions options(Optional<Tls.Encryption> encryption) {
        HttpServerOptions options = new HttpServerOptions()
                // With the default of megabytes, a part of a list would count as sent long before a slow caller reads
                // it.
                .setSendBufferSize(SEND_BUFFER)
                // There are no WebSockets here, and their compression would fail a burst of more than 128 requests.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
        encryption.ifPresent(tls -> {
            options.setInitialSettings(streams()).setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
            tls.configure(options);
        });
        return options;
    }

    /** The list of headers has the target too, so the bounds of each are checked again when it is read. */
    private Http2Settings streams() {
        return new Http2Settings()
                .setMaxConcurrentStreams(settings.get(HttpSettings.STREAMS_MAX))
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxHeaderListSize(settings.get(CoreSettings.HTTP_LINE_MAX)
                        + settings.get(HttpSettings.HEADERS_MAX)
                        + HEADERS_OVERHEAD);
    }
}
