package org.symbolon.http.server;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.net.InetAddresses;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.Environment;

/** Finds out which environment a call asks, and from which address it comes. */
final class Callers {
    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();

    private final Hosts hosts;
    private final ImmutableList<Network> trustedProxies;

    Callers(Settings settings) {
        this.hosts = new Hosts(settings);
        this.trustedProxies = settings.get(HttpSettings.PROXIES_TRUSTED);
    }

    /**
     * The environment whose host is asked.
     *
     * @throws RefusedCallException if there is not exactly one host, or if it is not served
     */
    Environment environment(HttpServerRequest request) {
        String host =
                Hosts.askedBy(request).orElseThrow(() -> new RefusedCallException(400, "One Host header is required"));
        return hosts.environment(host).orElseThrow(RefusedCallException::notFound);
    }

    /**
     * The address of the caller: the peer, or what trusted proxies say of it. {@code X-Forwarded-For} is read from its
     * end, as far as trusted proxies have written it; what a caller puts before that is not believed.
     */
    Optional<InetAddress> address(HttpServerRequest request, Optional<InetAddress> peer) {
        Optional<InetAddress> nearest = peer;
        if (trustedProxies.isEmpty()) {
            return nearest;
        }
        List<String> hops = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(COMMAS::splitToStream)
                .toList();
        for (String hop : Lists.reverse(hops)) {
            if (nearest.filter(this::isTrusted).isEmpty()) {
                return nearest;
            }
            nearest = parse(hop);
        }
        return nearest;
    }

    boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    /** An address without its zone ({@code fe80::1%eth0}), since networks have none. */
    static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        return InetAddresses.isInetAddress(address) ? Optional.of(InetAddresses.forString(address)) : Optional.empty();
    }
}
