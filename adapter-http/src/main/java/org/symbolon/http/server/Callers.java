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
    private static final String FORWARDED = "Forwarded";

    /** The caller in an element of {@code Forwarded} (RFC 7239 section 4). */
    private static final Pattern FORWARDED_FOR = parameter("for");

    /** The scheme in an element of {@code Forwarded}. */
    private static final Pattern FORWARDED_PROTO = parameter("proto");

    /** An address of IPv6 in brackets or of IPv4, with or without a port. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]+)\\](?::\\w{1,16})?|([0-9.]+):\\w{1,16}");

    private final Hosts hosts;
    private final ImmutableList<Network> trustedProxies;

    Callers(Settings settings) {
        this.hosts = new Hosts(settings);
        this.trustedProxies = settings.get(HttpSettings.PROXIES_TRUSTED);
    }

    private static Pattern parameter(String name) {
        return Pattern.compile("(?:^|;)\\s*" + name + "=(\"?)([^\",;\\s]+)\\1\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);
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
     * Where a call comes from. {@code X-Forwarded-For}, or {@code Forwarded} if there is none, is read from its end, as
     * far as trusted proxies have written it; what a caller puts before that is not believed.
     */
    Origin origin(HttpServerRequest request, Optional<InetAddress> peer) {
        Origin origin = new Origin(peer, 0);
        if (trustedProxies.isEmpty() || peer.filter(this::isTrusted).isEmpty()) {
            return origin;
        }
        for (Optional<String> hop : Lists.reverse(hops(request))) {
            if (hop.isEmpty() || origin.address().filter(this::isTrusted).isEmpty()) {
                break;
            }
            origin = new Origin(parseHop(hop.get()), origin.proxies() + 1);
        }
        boolean proxySaysNothing = origin.proxies() == 0;
        return proxySaysNothing ? new Origin(peer, 1) : origin;
    }

    /** What each proxy calls its caller; empty for one that does not say it. */
    private static List<Optional<String>> hops(HttpServerRequest request) {
        List<String> listed = elements(request, "X-Forwarded-For");
        return listed.isEmpty()
                ? elements(request, FORWARDED).stream()
                        .map(element -> parameter(FORWARDED_FOR, element))
                        .toList()
                : listed.stream().map(Optional::of).toList();
    }

    /**
     * Whether the outermost trusted proxy was asked over https, as it says in {@code X-Forwarded-Proto} or {@code
     * Forwarded}. Where no proxy says anything, it is whether this service was.
     */
    boolean cameOverHttps(HttpServerRequest request, Origin origin, boolean isEncrypted) {
        if (origin.proxies() == 0) {
            return isEncrypted;
        }
        List<String> protocols = elements(request, "X-Forwarded-Proto");
        if (!protocols.isEmpty()) {
            return HTTPS.equalsIgnoreCase(ofOutermostProxy(protocols, origin));
        }
        List<String> forwarded = elements(request, FORWARDED);
        return forwarded.isEmpty()
                ? isEncrypted
                : parameter(FORWARDED_PROTO, ofOutermostProxy(forwarded, origin))
                        .map(HTTPS::equalsIgnoreCase)
                        .orElse(isEncrypted);
    }

    private static Optional<String> parameter(Pattern name, String element) {
        Matcher found = name.matcher(element);
        return found.find() ? Optional.of(found.group(2)) : Optional.empty();
    }

    /** Each proxy appends an element, so those of trusted ones are the last; a proxy may also replace all of them. */
    private static String ofOutermostProxy(List<String> elements, Origin origin) {
        return elements.get(Math.max(0, elements.size() - origin.proxies()));
    }

    /**
     * The elements of a list in one or several headers. Commas in quotes separate too: what proxies append has none, and
     * a quote that a caller opens must not hide it.
     */
    private static List<String> elements(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(COMMAS::splitToStream)
                .toList();
    }

    boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    /** What a proxy calls its caller: an address, perhaps in brackets and with a port, or a name that is none. */
    private static Optional<InetAddress> parseHop(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            return parse(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
        }
        return parse(text);
    }

    /** An address without its zone ({@code fe80::1%eth0}), since networks have none. */
    static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        return InetAddresses.isInetAddress(address) ? Optional.of(InetAddresses.forString(address)) : Optional.empty();
    }
}
