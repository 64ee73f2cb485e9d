package org.symbolon.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.symbolon.core.account.Environment;
import org.symbolon.core.settings.Settings;

/** Which host is which environment (token-api, "Endpoints"). */
final class Hosts {
    private static final Splitter LABELS = Splitter.on('.');

    private final ImmutableList<String> test;
    private final ImmutableList<String> production;

    Hosts(Settings settings) {
        this.test = settings.get(HttpSettings.HOSTS_TEST);
        this.production = settings.get(HttpSettings.HOSTS_PRODUCTION);
    }

    /** The environment of a {@code Host} header, with or without a port; empty for a host that is in neither list. */
    Optional<Environment> environment(String host) {
        String name = withoutPort(host.toLowerCase(Locale.ROOT));
        List<String> labels = LABELS.splitToList(name);
        if (matches(test, name, labels)) {
            return Optional.of(Environment.TEST);
        }
        return production.isEmpty() || matches(production, name, labels)
                ? Optional.of(Environment.PRODUCTION)
                : Optional.empty();
    }

    private static boolean matches(ImmutableList<String> list, String name, List<String> labels) {
        return list.contains(name) || labels.stream().anyMatch(list::contains);
    }

    private static String withoutPort(String host) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', bracket + 1);
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
