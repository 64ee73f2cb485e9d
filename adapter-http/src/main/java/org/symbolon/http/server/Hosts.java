package org.symbolon.http.server;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** Which host is which environment (token-api, "Endpoints"). */
public final class Hosts {
    private final ImmutableList<String> test;
    private final ImmutableList<String> production;

    Hosts(Settings settings) {
        this.test = settings.get(HttpSettings.HOSTS_TEST);
        this.production = settings.get(HttpSettings.HOSTS_PRODUCTION);
    }

    /**
     * Says, in a sentence for each environment, where licence URLs lead to a host at which their tokens cannot be
     * redeemed, or at which players cannot reach this service.
     *
     * @param drms the DRMs that are loaded, whose ids may be part of the hosts
     */
    public static ImmutableList<String> licenseUrlProblems(Settings settings, ImmutableSet<DrmId> drms) {
        Hosts hosts = new Hosts(settings);
        Stream<String> unserved = CoreSettings.licenseBases(settings).entrySet().stream()
                .flatMap(base -> drms.stream()
                        .map(drm -> URI.create(base.getValue().replace("{drm}", drm.value()))
                                .getAuthority())
                        .flatMap(host -> hosts.problem(base.getKey(), host).stream())
                        .limit(1));
        return Stream.concat(unreachable(settings), unserved).collect(ImmutableList.toImmutableList());
    }

    /**
     * A service that listens on all addresses is meant for other machines, and does not know by which name they reach
     * it.
     */
    private static Stream<String> unreachable(Settings settings) {
        if (!CoreSettings.listensOnAllAddresses(settings)) {
            return Stream.of();
        }
        return CoreSettings.licenseBases(settings).entrySet().stream()
                .filter(base ->
                        settings.get(CoreSettings.rightsUrl(base.getKey())).isEmpty())
                .map(base -> "licence URLs of the %1$s environment lead to %2$s, which no other machine can reach; set"
                                .formatted(base.getKey().id(), base.getValue())
                        + " rights.url.%1$s to the URL at which players reach this service, such as"
                                .formatted(base.getKey().id())
                        + " https://{drm}.service.example.com");
    }

    private Optional<String> problem(Environment environment, String host) {
        Optional<Environment> there = environment(host);
        if (there.equals(Optional.of(environment))) {
            return Optional.empty();
        }
        String name = environment.id();
        String kind = there.map(other -> "a host of " + other.id()).orElse("not served");
        return Optional.of("tokens of the " + name + " environment cannot be redeemed: their URLs lead to " + host
                + ", which is " + kind + "; set rights.url." + name);
    }

    /** The environment of a {@code Host} header, with or without a port; empty for a host that is in neither list. */
    Optional<Environment> environment(String host) {
        String name = withoutPort(host.toLowerCase(Locale.ROOT));
        if (matches(test, name)) {
            return Optional.of(Environment.TEST);
        }
        return production.isEmpty() || matches(production, name)
                ? Optional.of(Environment.PRODUCTION)
                : Optional.empty();
    }

    /**
     * The host that is asked: the one {@code Host} header, or the authority of a target in absolute form (RFC 9112
     * section 3.2), or the authority of HTTP/2. Empty text for HTTP/1.0 without the header; no result if the header is
     * missing otherwise, or comes more than once.
     */
    static Optional<String> askedBy(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return Optional.ofNullable(request.authority()).map(HostAndPort::host);
        }
        List<String> headers = request.headers().getAll(HttpHeaders.HOST);
        if (headers.size() != 1) {
            return headers.isEmpty() && request.version() == HttpVersion.HTTP_1_0 ? Optional.of("") : Optional.empty();
        }
        String target = request.uri();
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        return Optional.of(scheme < 0 ? headers.get(0) : authority(target.substring(scheme + 3)));
    }

    private static String authority(String target) {
        int end = CharMatcher.anyOf("/?").indexIn(target);
        return end < 0 ? target : target.substring(0, end);
    }

    private static boolean matches(ImmutableList<String> list, String name) {
        for (String entry : list) {
            if (entry.indexOf('.') < 0 ? hasLabel(name, entry) : name.equals(entry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLabel(String name, String label) {
        int from = name.indexOf(label);
        while (from >= 0) {
            int to = from + label.length();
            if ((from == 0 || name.charAt(from - 1) == '.') && (to == name.length() || name.charAt(to) == '.')) {
                return true;
            }
            from = name.indexOf(label, from + 1);
        }
        return false;
    }

    private static String withoutPort(String host) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', bracket + 1);
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
