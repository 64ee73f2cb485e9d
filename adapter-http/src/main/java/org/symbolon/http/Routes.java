package org.symbolon.http;

import com.google.common.collect.ImmutableMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.Consumer;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;

/** Which path leads where. Paths are compared as they come: none that is served has anything to decode. */
final class Routes {
    private static final String HEALTH = "/healthz";

    private final ImmutableMap<String, Consumer<Exchange>> routes;

    Routes(Symbolon symbolon, Vertx vertx, Settings settings) {
        TokenEndpoint tokens = new TokenEndpoint(symbolon.issuer(), vertx, settings);
        ImmutableMap.Builder<String, Consumer<Exchange>> paths = ImmutableMap.builder();
        symbolon.drms()
                .ids()
                .forEach(drm -> paths.put("/hms/" + drm + "/token", exchange -> tokens.handle(exchange, drm)));
        this.routes = paths.put(HEALTH, Routes::health).buildOrThrow();
    }

    /** Answers a request; whatever goes wrong on the way, there is an answer. */
    void handle(Exchange exchange) {
        exchange.attempt(() -> {
            String path = Optional.ofNullable(exchange.request().path()).orElse("");
            Consumer<Exchange> route = routes.getOrDefault(path, Routes::notFound);
            exchange.entry().route(routes.containsKey(path) ? path : "unknown");
            route.accept(exchange);
        });
    }

    private static void health(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            exchange.answer(Answer.text("ok\n"));
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            exchange.refuseUnread(405, "Use GET");
        }
    }

    private static void notFound(Exchange exchange) {
        FormDecoder.ofQuery(exchange);
        exchange.refuseAsNotFound();
    }
}
