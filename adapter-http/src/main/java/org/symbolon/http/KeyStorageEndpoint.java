package org.symbolon.http;

import com.google.common.base.Joiner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.settings.Settings;

/** {@code /keystore}, the key storage: finds out what is asked and who asks, before any key is looked at. */
final class KeyStorageEndpoint {
    private static final Joiner COMMAS = Joiner.on(", ");

    private final Callers callers;
    private final Authentication authentication;
    private final KeyOperations operations;

    KeyStorageEndpoint(Symbolon symbolon, Vertx vertx, Settings settings) {
        this.callers = new Callers(settings);
        this.authentication = new Authentication(symbolon.accounts());
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
                .flatMap(caller -> authenticate(exchange, caller, query.parameters()))
                .ifPresent(request -> operations.answer(resource, request));
    }

    /** The request of a known caller; empty, and refused, for any other. */
    private Optional<KeyRequest> authenticate(Exchange exchange, Caller caller, RequestParameters parameters) {
        ParameterReader reader = new ParameterReader(parameters);
        Optional<Account> account = authentication.authenticate(reader, caller);
        if (account.isEmpty()) {
            exchange.entry().refused(reader.violations());
            exchange.refuse(Answer.refusal(reader.violations(), ErrorFormat.JSON));
        }
        return account.map(known -> {
            exchange.entry().asked(known.id());
            return new KeyRequest(exchange, known, caller.environment(), parameters);
        });
    }
}
