package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;
import org.symbolon.core.account.Environment;
import org.symbolon.core.settings.Settings;

/** Which host is which environment (token-api, "Endpoints"). */
final class Hosts {
    private final ImmutableList<String> test;
    private final ImmutableList<String> production;

    Hosts(Settings settings) {
        this.test = settings.get(HttpSettings.HOSTS_TEST);
        this.production = settings.get(HttpSettings.HOSTS_PRODUCTION);
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
