package org.symbolon.http;

import com.google.common.base.Joiner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;

/** {@code /keystore}, the key storage: finds out what is asked and who asks, before any key is looked at. */
final class KeyStorageEndpoint {
    private static final Joiner COMMAS = Joiner.on(", ");

    private final KnownCallers callers;
    private final KeyOperations operations;

    KeyStorageEndpoint(Symbolon symbolon, Vertx vertx, Settings settings) {
        this.callers = new KnownCallers(symbolon.accounts(), settings);
        this.operations = new KeyOperations(symbolon, vertx, settings);
    }

    void handle(Exchange exchange) {
        exchange.asksFor(KeyAnswer::failure);
        KeyResource.at(exchange.path())
                .ifPresentOrElse(resource -> handle(exchange, resource), exchange::refuseAsNotFound);
    }

    private void handle(Exchange exchange, KeyResource resource) {
        exchange.entry().route(resource.pattern());
        if (!operations.methods(resource).contains(exchange.request().method())) {
            String methods = COMMAS.join(operations.methods(resource));
            exchange.response().putHeader(HttpHeaders.ALLOW, methods);
            exchange.refuse(405, "The method must be one of " + methods);
            return;
        }
        FormDecoder query = FormDecoder.ofQuery(exchange);
        callers.find(exchange, query)
                .ifPresent(known -> operations.answer(
                        resource, new KeyRequest(exchange, known.account(), known.environment(), known.parameters())));
    }
}
