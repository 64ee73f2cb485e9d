package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.net.HostAndPort;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.keystore.KeyStorageEndpoint;
import org.symbolon.http.openapi.OpenApi;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.Listener;
import org.symbolon.http.server.Refusals;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;
import org.symbolon.http.tls.Tls;
import org.symbolon.http.tls.TlsSettings;

/**
 * Which paths are served on which address: those of partners on one of their own, if the settings name it, and all
 * others on the public one. Whether the service works is told on each of them.
 */
final class Listeners {
    /** How the paths of partners begin. */
    private static final ImmutableSet<String> OF_PARTNERS = ImmutableSet.of(KeyStorageEndpoint.ROOT, "/cmiapi");

    private Listeners() {}

    /**
     * What is served at all.
     *
     * @param paths endpoints by their whole path
     * @param trees endpoints by the first part of their paths
     * @param elsewhere the endpoint of all other paths of the public address
     * @param description the endpoint that describes some parts
     */
    record Served(
            Refusals refusals,
            ImmutableMap<String, Router.Route> paths,
            ImmutableMap<String, Router.Route> trees,
            Router.Route elsewhere,
            Function<ImmutableSet<OpenApi.Part>, Router.Route> description,
            BooleanSupplier isReady) {

        private Served only(Predicate<String> which) {
            return new Served(
                    refusals,
                    ImmutableMap.copyOf(Maps.filterKeys(paths, which::test)),
                    ImmutableMap.copyOf(Maps.filterKeys(trees, which::test)),
                    elsewhere,
                    description,
                    isReady);
        }

        private Served elsewhere(Router.Route other) {
            return new Served(refusals, paths, trees, other, description, isReady);
        }

        /** The same with the description of what is served on this address. */
        private Served describing(OpenApi.Part... parts) {
            ImmutableMap<String, Router.Route> more = ImmutableMap.<String, Router.Route>builder()
                    .putAll(paths)
                    .put(OpenApi.PATH, description.apply(ImmutableSet.copyOf(parts)))
                    .buildOrThrow();
            return new Served(refusals, more, trees, elsewhere, description, isReady);
        }

        /** The same for callers with a client certificate, where the path is one of partners. */
        private Served withClientCertificates() {
            return new Served(refusals, guarded(paths), guarded(trees), elsewhere, description, isReady);
        }

        private static ImmutableMap<String, Router.Route> guarded(ImmutableMap<String, Router.Route> routes) {
            ImmutableMap.Builder<String, Router.Route> all = ImmutableMap.builder();
            routes.forEach((path, route) -> all.put(path, isOfPartners(path) ? route.withClientCertificate() : route));
            return all.buildOrThrow();
        }

        private Router router() {
            return new Router(refusals, paths, trees, elsewhere, isReady);
        }
    }

    private static boolean isOfPartners(String path) {
        int end = path.indexOf('/', 1);
        return OF_PARTNERS.contains(end < 0 ? path : path.substring(0, end));
    }

    static ImmutableList<Listener> of(Served served, Settings settings, Optional<Tls> tls) {
        HostAndPort address =
                HostAndPort.fromParts(settings.get(CoreSettings.HTTP_HOST), settings.get(CoreSettings.HTTP_PORT));
        Optional<HostAndPort> ofPartners = partnerAddress(settings);
        if (ofPartners.isEmpty()) {
            Served checked = settings.get(TlsSettings.CLIENT_CA).isEmpty() ? served : served.withClientCertificates();
            Served all = checked.describing(OpenApi.Part.PUBLIC, OpenApi.Part.PARTNERS);
            return ImmutableList.of(listener(address, all, tls, ClientAuth.OPTIONAL));
        }
        return ImmutableList.of(
                listener(
                        address,
                        served.only(path -> !isOfPartners(path)).describing(OpenApi.Part.PUBLIC),
                        tls,
                        ClientAuth.NONE),
                listener(
                        ofPartners.get(),
                        served.only(Listeners::isOfPartners)
                                .describing(OpenApi.Part.PARTNERS)
                                .elsewhere(Router.Route.of(call -> {
                                    throw RefusedCallException.notFound();
                                })),
                        tls,
                        ClientAuth.REQUIRE));
    }

    private static Listener listener(HostAndPort address, Served served, Optional<Tls> tls, ClientAuth clientAuth) {
        return new Listener(address, served.router(), tls.map(used -> used.encryption(clientAuth)));
    }

    private static Optional<HostAndPort> partnerAddress(Settings settings) {
        String host = settings.get(HttpSettings.PARTNER_HOST);
        return settings.get(HttpSettings.PARTNER_PORT)
                .map(port -> HostAndPort.fromParts(host.isEmpty() ? settings.get(CoreSettings.HTTP_HOST) : host, port));
    }

    /** The addresses of all listeners, for people. */
    static String addresses(Settings settings) {
        String service = CoreSettings.serviceUrl(settings);
        return partnerAddress(settings)
                .map(partner -> service + " or " + partner)
                .orElse(service);
    }

    /** The settings, with free ports where they ask for any. */
    static Settings withPorts(Settings settings) throws IOException {
        Settings chosen = settings;
        if (settings.get(CoreSettings.HTTP_PORT) == 0) {
            chosen = chosen.with(CoreSettings.HTTP_PORT, freePort(settings.get(CoreSettings.HTTP_HOST)));
        }
        Optional<HostAndPort> partner = partnerAddress(settings).filter(address -> address.getPort() == 0);
        return partner.isPresent()
                ? chosen.with(HttpSettings.PARTNER_PORT, freePort(partner.get().getHost()))
                : chosen;
    }

    private static String freePort(String host) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return Integer.toString(free.getLocalPort());
        }
    }
}
