package org.symbolon.http;

import com.google.common.collect.ImmutableMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;

/** Which path leads where: whole paths, and the first parts of those whose rest is the endpoint's own affair. Nothing is decoded here. */
final class Routes {
    private static final String HEALTH = "/healthz";

    private final ImmutableMap<String, Consumer<Exchange>> paths;
    private final ImmutableMap<String, Consumer<Exchange>> trees;

    Routes(Symbolon symbolon, Vertx vertx, Settings settings) {
        TokenEndpoint tokens = new TokenEndpoint(symbolon.issuer(), vertx, settings);
        ImmutableMap.Builder<String, Consumer<Exchange>> whole = ImmutableMap.builder();
        symbolon.drms()
                .ids()
                .forEach(drm -> whole.put("/hms/" + drm + "/token", exchange -> tokens.handle(exchange, drm)));
        this.paths = whole.put(HEALTH, Routes::health).buildOrThrow();
        this.trees = ImmutableMap.of(KeyResource.ROOT, new KeyStorageEndpoint(symbolon, vertx, settings)::handle);
    }

    /** Answers a request; whatever goes wrong on the way, there is an answer. */
    void handle(Exchange exchange) {
        exchange.attempt(() -> find(exchange).accept(exchange));
    }

    private Consumer<Exchange> find(Exchange exchange) {
        String path = exchange.path();
        Consumer<Exchange> whole = paths.get(path);
        if (whole != null) {
            exchange.entry().route(path);
            return whole;
        }
        int slash = path.indexOf('/', 1);
        return trees.getOrDefault(slash < 0 ? path : path.substring(0, slash), Routes::notFound);
    }

    private static void health(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            exchange.answer(Answer.text("ok\n"));
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            exchange.refuse(405, "Use GET");
        }
    }

    private static void notFound(Exchange exchange) {
        exchange.asksFor(FormDecoder.ofQuery(exchange).failureShape());
        exchange.refuseAsNotFound();
    }
}
