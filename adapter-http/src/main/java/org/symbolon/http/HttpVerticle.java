package org.symbolon.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;

/** The server of one event loop; those of all event loops listen on the same port. */
final class HttpVerticle extends VerticleBase {
    private static final int SEND_BUFFER = 1 << 17;

    private final Symbolon symbolon;
    private final Settings settings;
    private @Nullable HttpServer server;

    HttpVerticle(Symbolon symbolon, Settings settings) {
        this.symbolon = symbolon;
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        Routes routes = new Routes(symbolon, vertx, settings);
        RequestLog log = new RequestLog(context);
        HttpDate date = new HttpDate(vertx);
        Connections connections = new Connections(vertx, settings.get(HttpSettings.IDLE_TIMEOUT));
        HttpServer created = vertx.createHttpServer(options())
                .connectionHandler(connections::opened)
                .invalidRequestHandler(request -> refuseUnreadable(new Exchange(request, connections, log)))
                .requestHandler(request -> {
                    if (connections.requestBegan(request.connection())) {
                        request.response().putHeader(HttpHeaders.DATE, date.value());
                        routes.handle(new Exchange(request, connections, log));
                    }
                });
        this.server = created;
        return created.listen(settings.get(CoreSettings.HTTP_PORT), settings.get(CoreSettings.HTTP_HOST));
    }

    /** Ends as soon as the requests in flight have, and after the time-out at the latest. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(settings.get(HttpSettings.SHUTDOWN_TIMEOUT));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(settings.get(HttpSettings.LINE_MAX))
                .setMaxHeaderSize(settings.get(HttpSettings.HEADERS_MAX))
                .setHandle100ContinueAutomatically(true)
                // The system would take megabytes for a reader that is slow, and say late that it reads on.
                .setSendBufferSize(SEND_BUFFER)
                // There are no WebSockets here; their extensions would bound how many requests of a burst are taken,
                // and fail the rest.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }

    /** What the HTTP codec could not read: too long a line, too many headers, or no HTTP. */
    private static void refuseUnreadable(Exchange exchange) {
        Throwable cause = exchange.request().decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            exchange.refuseAndClose(414, "The request line is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            exchange.refuseAndClose(431, "The headers are too long");
        } else {
            exchange.refuseAndClose(400, "This is no HTTP that can be read");
        }
    }
}
