package org.symbolon.http.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.connection.Connections;

/** The server of one event loop; those of all event loops listen on the same port. */
public final class EventLoopServer extends VerticleBase {
    private static final int SEND_BUFFER = 1 << 17;

    private final Router router;
    private final Capacity capacity;
    private final RequestLog log;
    private final Settings settings;
    private final Callers callers;
    private @Nullable HttpServer server;
    private @Nullable Connections connections;

    public EventLoopServer(Router router, Capacity capacity, RequestLog log, Settings settings) {
        this.router = router;
        this.capacity = capacity;
        this.log = log;
        this.settings = settings;
        this.callers = new Callers(settings);
    }

    @Override
    public Future<?> start() {
        Connections opened = new Connections(new Connections.Environment(
                vertx, capacity, settings.get(HttpSettings.IDLE_TIMEOUT), heads(), Callers::parse, callers::isTrusted));
        Responder responder =
                new Responder(opened, log, (route, status, micros) -> {}, settings.get(HttpSettings.IDLE_TIMEOUT));
        HttpServer created = vertx.createHttpServer(options())
                .connectionHandler(opened::opened)
                .requestHandler(request -> opened.requestBegan(request)
                        .ifPresent(connection -> {
                            Call call = new Call(request, connection, callers, context);
                            router.handle(call)
                                    .onComplete(
                                            answer -> responder.answer(call, answer),
                                            fault -> responder.giveUp(call, fault));
                        }));
        this.connections = opened;
        this.server = created;
        return created.listen(settings.get(CoreSettings.HTTP_PORT), settings.get(CoreSettings.HTTP_HOST));
    }

    /**
     * Ends as soon as the requests under way have been answered, and after three quarters of the time-out at the
     * latest: the rest is for closing the store.
     */
    @Override
    public Future<?> stop() {
        HttpServer started = server;
        if (started == null || connections == null) {
            return Future.succeededFuture();
        }
        return connections
                .end(settings.get(HttpSettings.SHUTDOWN_TIMEOUT).multipliedBy(3).dividedBy(4))
                .compose(ended -> started.shutdown(Duration.ZERO));
    }

    private Http1ServerConfig heads() {
        return new Http1ServerConfig()
                .setMaxInitialLineLength(settings.get(CoreSettings.HTTP_LINE_MAX))
                .setMaxHeaderSize(settings.get(HttpSettings.HEADERS_MAX));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                // With the default of megabytes, a part of a list would count as sent long before a slow caller reads
                // it.
                .setSendBufferSize(SEND_BUFFER)
                // There are no WebSockets here, and their compression would fail a burst of more than 128 requests.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }
}
