package org.symbolon.http.demo;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.DrmId;

/**
 * {@code serve --demo}: the whole way from a request to a licence for the demo account, with simulated devices and
 * services in the place of real ones. Never for valuable content.
 */
public final class Demonstration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);
    private static final String WARNING =
            "this is a demonstration with simulated devices and licence services; never for real content";

    private static final Path USUAL_FOLDER = Path.of("data");

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
     * Refuses a demonstration that other machines could call.
     *
     * @throws SettingsException if the service would listen on more than its own machine
     */
    public static void check(Settings settings) {
        if (!DemoAccount.isPrivate(settings)) {
            throw new SettingsException(
                    "--demo runs on a loopback address only, such as 127.0.0.1; http.host names another");
        }
    }

    /**
     * Makes or renews the demo account, and starts the simulated services.
     *
     * @throws SettingsException if an account of another name has the demo account's id
     */
    public static Demonstration start(Symbolon symbolon) {
        LOG.warn(WARNING);
        DemoAccount account = DemoAccount.renew(symbolon);
        Map<DrmId, Demo> demos = new HashMap<>();
        try {
            for (DrmDescription drm : symbolon.drms().all()) {
                symbolon.startDemo(drm.id()).ifPresent(demo -> demos.put(drm.id(), demo));
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
        credentials.put(id, made.secret());
        lent.add(id);
    }

    /** Shows the site of the demonstration, and says where; empty if there is none. */
    public Optional<String> show(DemoPages pages, Settings settings) {
        return pages.show(account.authenticator())
                ? Optional.of("A film, encrypted with keys of the key storage, plays at:\n  %s%s/\n"
                        .formatted(CoreSettings.serviceUrl(settings), DemoPages.ROOT))
                : Optional.empty();
    }

    /** What a newcomer can paste: for each DRM how a token is issued, and how one is redeemed. */
    public String introduction(Symbolon symbolon, Settings settings) {
        StringBuilder text =
                new StringBuilder("\n*** DEMONSTRATION: " + WARNING + " ***\n\nThe account is " + DemoAccount.ID
                        + " (Demo). Its authenticator is new; any earlier one of production is no longer valid.\n");
        for (DrmDescription drm : symbolon.drms().all()) {
            String url = account.tokenUrl(drm, CoreSettings.serviceUrl(settings));
            text.append("\n%s:\n  curl '%s'\n".formatted(drm.displayName(), url));
            Optional.ofNullable(demos.get(drm.id()))
                    .ifPresent(demo -> text.append("  ")
                            .append(redeeming(demo, url, settings))
                            .append('\n'));
        }
        return text.toString();
    }

    /**
     * A shell command that issues a token and redeems it: with a challenge of the demonstration, or with a simulated
     * device.
     */
    private static String redeeming(Demo demo, String tokenUrl, Settings settings) {
        String token = "\"$(curl -s '" + tokenUrl + "')\"";
        return demo.challenge()
                .map(challenge -> "printf '" + octal(challenge) + "' | curl -s --data-binary @- " + token
                        + " -w '\\n%{http_code}\\n'")
                .orElseGet(() -> "./symbolon simulate " + token + dataOption(settings.dataFolder()));
    }

    /** Bytes as {@code printf} of every POSIX shell reads them; hexadecimal is not known to all. */
    private static String octal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append("\\%03o".formatted(b & 0xff));
        }
        return text.toString();
    }

    private static String dataOption(Path folder) {
        return folder.equals(USUAL_FOLDER)
                ? ""
                : " --data '" + folder.toString().replace("'", "'\\''") + "'";
    }

    /** Ends the simulated services, and removes their credentials from the account: they open nothing from now on. */
    @Override
    public void close() {
        demos.values().forEach(Demo::close);
        try {
            lent.forEach(credentials::remove);
        } catch (StoreUnavailableException e) {
            LOG.warn("the demonstration's credentials could not be removed from its account", e);
        }
    }
}
