package org.symbolon.http;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.credential.CredentialId;
import org.symbolon.core.credential.Credentials;
import org.symbolon.core.drm.Demo;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/** {@code serve --demo}: the whole way from a request to a licence, with stand-ins for the outside world, for the demo account. Never for content of worth. */
final class Demonstration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);
    private static final String WARNING =
            "this is a demonstration with simulated devices and stand-ins for licence services; never for real content";

    private final DemoAccount account;
    private final ImmutableMap<DrmId, Demo> demos;
    private final Credentials credentials;
    private final List<CredentialId> lent = new ArrayList<>();

    private Demonstration(DemoAccount account, ImmutableMap<DrmId, Demo> demos, Credentials credentials) {
        this.account = account;
        this.demos = demos;
        this.credentials = credentials;
    }

    /**
     * Refuses one that others could call.
     *
     * @throws SettingsException if the service would listen on more than its own machine
     */
    static void check(Settings settings) {
        if (!DemoAccount.isPrivate(settings)) {
            throw new SettingsException(
                    "--demo runs on a loopback address only, such as 127.0.0.1; http.host names another");
        }
    }

    /**
     * Makes sure of the account, and starts what stands in.
     *
     * @throws SettingsException if somebody else has the demo account's id
     */
    static Demonstration start(Symbolon symbolon) {
        LOG.warn(WARNING);
        DemoAccount account = DemoAccount.renew(symbolon);
        Map<DrmId, Demo> demos = new HashMap<>();
        try {
            for (Drm drm : symbolon.drms().all()) {
                drm.plugin().startDemo(symbolon.drmContext()).ifPresent(demo -> demos.put(drm.id(), demo));
            }
            Demonstration started = new Demonstration(account, ImmutableMap.copyOf(demos), symbolon.credentials());
            demos.forEach((drm, demo) -> started.lend(drm, demo.credential()));
            return started;
        } catch (RuntimeException e) {
            demos.values().forEach(Demo::close);
            throw e;
        }
    }

    private void lend(DrmId drm, NewCredential made) {
        CredentialId id = CredentialId.of(DemoAccount.ID, drm, made.name());
        credentials.put(new Credential(id, made.secret()));
        lent.add(id);
    }

    /** What a newcomer pastes: for each DRM how a token is issued, and how one is redeemed. */
    String introduction(Symbolon symbolon, Settings settings) {
        StringBuilder text =
                new StringBuilder("\n*** DEMONSTRATION: " + WARNING + " ***\n\nThe account is " + DemoAccount.ID
                        + " (Demo). Its authenticator is new; any earlier one of production is no longer valid.\n");
        for (Drm drm : symbolon.drms().all()) {
            String url = account.tokenUrl(drm, CoreSettings.serviceUrl(settings));
            text.append("\n%s:\n  curl '%s'\n".formatted(drm.plugin().displayName(), url));
            Optional.ofNullable(demos.get(drm.id()))
                    .ifPresent(demo -> text.append("  ")
                            .append(DemoCommand.redeeming(drm, demo, url, settings))
                            .append('\n'));
        }
        return text.toString();
    }

    /** Ends what stands in, and takes its credentials from the account: they lead nowhere from now on. */
    @Override
    public void close() {
        demos.values().forEach(Demo::close);
        try {
            lent.forEach(credentials::remove);
        } catch (StoreUnavailableException e) {
            LOG.warn("the demonstration's credentials are still in its account", e);
        }
    }
}
