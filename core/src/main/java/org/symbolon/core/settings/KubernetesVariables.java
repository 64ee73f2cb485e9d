package org.symbolon.core.settings;

import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the variables that Kubernetes puts into each container for a Service whose name begins with {@code symbolon}.
 * They look like settings and are none. For the Service {@code symbolon} they are {@code SYMBOLON_SERVICE_HOST}, {@code
 * SYMBOLON_SERVICE_PORT}, one more for each named port, {@code SYMBOLON_PORT}, and {@code SYMBOLON_PORT_8080_TCP} with
 * three that follow it; for the Service {@code symbolon-http} they begin with {@code SYMBOLON_HTTP_}.
 *
 * <p>A Service always has the first two of them, with an address and a number. Without both, the others are taken for
 * mistyped settings (ADR 0037).
 */
final class KubernetesVariables {
    private static final String HOST = "_SERVICE_HOST";
    private static final String PORT = "_SERVICE_PORT";

    /** An IPv4 or IPv6 address; Kubernetes gives no names. */
    private static final Predicate<String> ADDRESS =
            Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*").asMatchPredicate();

    private static final Predicate<String> NUMBER =
            Pattern.compile("[0-9]{1,5}").asMatchPredicate();

    /** What follows the name of the Service, but for its port as a URL. */
    private static final Pattern SUFFIX = Pattern.compile(
            "_SERVICE_HOST|_SERVICE_PORT(_[A-Z0-9_]+)?|_PORT_[0-9]+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?");

    private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://.+");

    private KubernetesVariables() {}

    /** The names of these variables in an environment. */
    static ImmutableSet<String> in(Map<String, String> environment) {
        ImmutableSet<String> services = environment.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith(HOST) && ADDRESS.test(variable.getValue()))
                .map(variable -> withoutSuffix(variable.getKey()))
                .filter(service -> NUMBER.test(environment.getOrDefault(service + PORT, "")))
                .collect(ImmutableSet.toImmutableSet());
        return environment.entrySet().stream()
                .filter(variable -> services.stream().anyMatch(service -> belongs(service, variable)))
                .map(Entry::getKey)
                .collect(ImmutableSet.toImmutableSet());
    }

    private static String withoutSuffix(String host) {
        return host.substring(0, host.length() - HOST.length());
    }

    /** {@code SYMBOLON_HTTP_PORT} is also a setting, which has a number and no URL. */
    private static boolean belongs(String service, Entry<String, String> variable) {
        if (!variable.getKey().startsWith(service)) {
            return false;
        }
        Matcher suffix = SUFFIX.matcher(variable.getKey())
                .region(service.length(), variable.getKey().length());
        return suffix.matches()
                || (variable.getKey().equals(service + "_PORT")
                        && URL.matcher(variable.getValue()).matches());
    }
}
