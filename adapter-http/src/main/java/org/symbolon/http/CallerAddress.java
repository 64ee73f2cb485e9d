package org.symbolon.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.net.InetAddresses;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.account.Network;

/**
 * Where a call comes from: the peer, or what trusted proxies say of it. {@code X-Forwarded-For} is read from its end, as far as proxies that
 * are trusted have written it; what a caller puts before that is not believed. Used on its event loop only.
 */
final class CallerAddress {
    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();

    private final ImmutableList<Network> trusted;
    private String lastText = "";
    private Optional<InetAddress> lastPeer = Optional.empty();

    CallerAddress(ImmutableList<Network> trusted) {
        this.trusted = trusted;
    }

    Optional<InetAddress> of(HttpServerRequest request) {
        Optional<InetAddress> peer = peer(request.connection().remoteAddress().hostAddress());
        if (trusted.isEmpty() || peer.filter(this::isTrusted).isEmpty()) {
            return peer;
        }
        return forwarded(request.headers().getAll("X-Forwarded-For"), peer);
    }

    /** Few peers ask often, a proxy above all, so the last one is remembered. */
    private Optional<InetAddress> peer(String text) {
        if (!text.equals(lastText)) {
            lastPeer = parse(text);
            lastText = text;
        }
        return lastPeer;
    }

    private Optional<InetAddress> forwarded(List<String> headers, Optional<InetAddress> peer) {
        List<String> hops = headers.stream().flatMap(COMMAS::splitToStream).toList();
        Optional<InetAddress> nearest = peer;
        for (String hop : Lists.reverse(hops)) {
            nearest = parse(hop);
            if (nearest.filter(this::isTrusted).isEmpty()) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** An address without a zone ({@code fe80::1%eth0}): networks have none. */
    private static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        return InetAddresses.isInetAddress(address) ? Optional.of(InetAddresses.forString(address)) : Optional.empty();
    }
}
