package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.util.Optional;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.account.Environment;
import org.symbolon.core.settings.Settings;

/** Whether licence URLs lead to where their tokens can be redeemed: a host of the same environment. */
final class RightsHosts {
    private RightsHosts() {}

    /** What is wrong with them, in a sentence each. */
    static ImmutableList<String> problems(Settings settings) {
        Hosts hosts = new Hosts(settings);
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        CoreSettings.licenseBases(settings).forEach((environment, base) -> {
            String host = URI.create(base.replace("{drm}", "wv")).getAuthority();
            Optional<Environment> there = hosts.environment(host);
            if (there.isEmpty() || there.get() != environment) {
                problems.add(
                        "tokens of the " + environment.id() + " environment cannot be redeemed: their URLs lead to "
                                + host + ", which is "
                                + there.map(other -> "a host of " + other.id()).orElse("not served")
                                + "; set rights.url." + environment.id());
            }
        });
        return problems.build();
    }
}
