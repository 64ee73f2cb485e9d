package org.symbolon.http;

import com.google.common.collect.ImmutableMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.settings.Settings;

/** Which path leads where: whole paths, and the first parts of those whose rest is the endpoint's own affair. Nothing is decoded here. */
final class Routes {
    private static final String HEALTH = "/healthz";

    private final ImmutableMap<String, Consumer<Exchange>> paths;
    private final ImmutableMap<String, Consumer<Exchange>> trees;

    Routes(Symbolon symbolon, Vertx vertx, Settings settings) {
        TokenEndpoint tokens = new TokenEndpoint(symbolon.issuer(), vertx, settings);
        ImmutableMap.Builder<String, Consumer<Exchange>> whole = ImmutableMap.builder();
        RightsEndpoint rights = new RightsEndpoint(symbolon.redeemer(), vertx, settings);
        for (DrmId drm : symbolon.drms().ids()) {
            whole.put("/hms/" + drm + "/token", exchange -> tokens.handle(exchange, drm));
            putBoth(whole, "/hms/" + drm + "/rights", exchange -> rights.handle(exchange, drm));
        }
        putBoth(whole, "/cmiapi/getrecord", new RecordsEndpoint(symbolon, vertx, settings)::handle);
        this.paths = whole.put(HEALTH, Routes::health).buildOrThrow();
        this.trees = ImmutableMap.of(KeyResource.ROOT, new KeyStorageEndpoint(symbolon, vertx, settings)::handle);
    }

    /** A path with and without a slash at its end. */
    private static void putBoth(
            ImmutableMap.Builder<String, Consumer<Exchange>> whole, String path, Consumer<Exchange> endpoint) {
        whole.put(path, endpoint).put(path + "/", endpoint);
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
