package org.symbolon.http.server;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.net.InetAddresses;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.Environment;

/** Finds out which environment a call asks, from which address it comes, and whether it came over https. */
final class Callers {
    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();
    private static final String HTTPS = "https";
    /** The scheme in an element of {@code Forwarded} (RFC 7239 section 4). */
    private static final Pattern FORWARDED_PROTO =
            Pattern.compile("(?:^|;)\\s*proto=\"?(\\w+)\"?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

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
     * Where a call comes from.
     *
     * @param address the peer, or what trusted proxies say of it; empty if that is no address
     * @param proxies how many trusted proxies the call went through, as far as that can be seen
     */
    record Origin(Optional<InetAddress> address, int proxies) {}

    /**
     * Where a call comes from. {@code X-Forwarded-For} is read from its end, as far as trusted proxies have written it;
     * what a caller puts before that is not believed.
     */
    Origin origin(HttpServerRequest request, Optional<InetAddress> peer) {
        Origin origin = new Origin(peer, 0);
        if (trustedProxies.isEmpty()) {
            return origin;
        }
        for (String hop : Lists.reverse(elements(request, "X-Forwarded-For"))) {
            if (origin.address().filter(this::isTrusted).isEmpty()) {
                return origin;
            }
            origin = new Origin(parse(hop), origin.proxies() + 1);
        }
        boolean proxySaysNothing = origin.proxies() == 0
                && origin.address().filter(this::isTrusted).isPresent();
        return proxySaysNothing ? new Origin(peer, 1) : origin;
    }

    /**
     * Whether the outermost trusted proxy was asked over https, as it says in {@code X-Forwarded-Proto} or {@code
     * Forwarded}. This service itself speaks http only.
     */
    boolean cameOverHttps(HttpServerRequest request, Origin origin) {
        if (origin.proxies() == 0) {
            return false;
        }
        List<String> protocols = elements(request, "X-Forwarded-Proto");
        if (!protocols.isEmpty()) {
            return HTTPS.equalsIgnoreCase(ofOutermostProxy(protocols, origin));
        }
        List<String> forwarded = elements(request, "Forwarded");
        if (forwarded.isEmpty()) {
            return false;
        }
        Matcher protocol = FORWARDED_PROTO.matcher(ofOutermostProxy(forwarded, origin));
        return protocol.find() && HTTPS.equalsIgnoreCase(protocol.group(1));
    }

    /** Each proxy appends an element, so those of trusted ones are the last; a proxy may also replace all of them. */
    private static String ofOutermostProxy(List<String> elements, Origin origin) {
        return elements.get(Math.max(0, elements.size() - origin.proxies()));
    }

    private static List<String> elements(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(COMMAS::splitToStream)
                .toList();
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
