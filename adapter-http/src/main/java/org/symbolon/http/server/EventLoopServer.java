package org.symbolon.http.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;

/** The server of one event loop; those of all event loops listen on the same port. */
public final class EventLoopServer extends VerticleBase {
    private static final int SEND_BUFFER = 1 << 17;

    private final Router router;
    private final RequestLog log;
    private final Settings settings;
    private final Callers callers;
    private @Nullable HttpServer server;

    public EventLoopServer(Router router, RequestLog log, Settings settings) {
        this.router = router;
        this.log = log;
        this.settings = settings;
        this.callers = new Callers(settings);
    }

    @Override
    public Future<?> start() {
        Connections connections = new Connections(vertx, settings.get(HttpSettings.IDLE_TIMEOUT));
        Responder responder =
                new Responder(vertx, log, (route, status, micros) -> {}, settings.get(HttpSettings.IDLE_TIMEOUT));
        HttpServer created = vertx.createHttpServer(options())
                .connectionHandler(connections::opened)
                .invalidRequestHandler(request -> connections
                        .requestBegan(request.connection())
                        .ifPresent(connection -> {
                            Call call = new Call(request, connection, callers, context);
                            responder.answerAndClose(call, router.refuseUnreadable(call, unreadable(request)));
                        }))
                .requestHandler(request -> connections
                        .requestBegan(request.connection())
                        .ifPresent(connection -> {
                            Call call = new Call(request, connection, callers, context);
                            router.handle(call)
                                    .onComplete(
                                            answer -> responder.answer(call, answer),
                                            fault -> responder.giveUp(call, fault));
                        }));
        this.server = created;
        return created.listen(settings.get(CoreSettings.HTTP_PORT), settings.get(CoreSettings.HTTP_HOST));
    }

    /** Ends as soon as the requests under way have, and after the time-out at the latest. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(settings.get(HttpSettings.SHUTDOWN_TIMEOUT));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(settings.get(CoreSettings.HTTP_LINE_MAX))
                .setMaxHeaderSize(settings.get(HttpSettings.HEADERS_MAX))
                .setHandle100ContinueAutomatically(true)
                // With the default of megabytes, a part of a list would count as sent long before a slow caller reads
                // it.
                .setSendBufferSize(SEND_BUFFER)
                // There are no WebSockets here, and their compression would fail a burst of more than 128 requests.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }

    /** The answer to what the HTTP codec could not read: too long a line, too many headers, or no HTTP. */
    private static RefusedCallException unreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return new RefusedCallException(414, "The request line is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            return new RefusedCallException(431, "The headers are too long");
        }
        return new RefusedCallException(400, "This is no HTTP that can be read");
    }
}
