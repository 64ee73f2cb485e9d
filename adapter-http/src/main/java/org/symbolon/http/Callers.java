package org.symbolon.http;

import java.util.Optional;
import org.symbolon.core.account.Caller;
import org.symbolon.core.account.Environment;
import org.symbolon.core.settings.Settings;

/** Finds out where a request comes from and which environment it asks, before anybody looks at what it wants. Used on its event loop only. */
final class Callers {
    private final Hosts hosts;
    private final CallerAddress addresses;

    Callers(Settings settings) {
        this.hosts = new Hosts(settings);
        this.addresses = new CallerAddress(settings.get(HttpSettings.PROXIES_TRUSTED));
    }

    /** The caller; empty, and the request is refused, where its parameters cannot be read or its host is none that is served. */
    Optional<Caller> find(Exchange exchange, FormDecoder form) {
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            exchange.refuse(400, problem.get());
            return Optional.empty();
        }
        return environment(exchange).map(asked -> new Caller(asked, addresses.of(exchange.request())));
    }

    /** The environment that is asked; empty, and the request is refused, where its host is none that is served. */
    Optional<Environment> environment(Exchange exchange) {
        Optional<String> host = Hosts.askedBy(exchange.request());
        if (host.isEmpty()) {
            exchange.refuse(400, "One Host header is required");
            return Optional.empty();
        }
        Optional<Environment> environment = hosts.environment(host.get());
        environment.ifPresentOrElse(exchange.entry()::asked, exchange::refuseAsNotFound);
        return environment;
    }
}
