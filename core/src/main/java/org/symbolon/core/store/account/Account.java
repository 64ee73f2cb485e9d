package org.symbolon.core.store.account;

import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** A customer of the service (token-api, "Accounts"). Its balance is stored separately; see {@link TokenBalance}. */
@Value.Immutable
public abstract class Account {

    /** The customer id. */
    public abstract AccountId id();

    /** A name for people; may be empty. */
    @Value.Default
    public String name() {
        return "";
    }

    /** Whether it may make requests; true by default. Requests of an inactive account are refused with -2031. */
    @Value.Default
    public boolean active() {
        return true;
    }

    /** Whether its tokens are taken from a balance; false by default, which means unlimited. */
    @Value.Default
    public boolean metered() {
        return false;
    }

    /** Which DRMs the account may use. A DRM that is not listed counts as {@link DrmOption#ABSENT}. */
    public abstract Map<DrmId, DrmOption> options();

    /** Whether it may ask for licences that are kept on the device (option {@code persistence}); false by default. */
    @Value.Default
    public boolean persistence() {
        return false;
    }

    /** Its API keys for both environments. */
    public abstract List<Authenticator> authenticators();

    /** The networks from which it may call; an empty list means any. */
    public abstract List<Network> allowedNetworks();

    /** Parameters that replace those which a request leaves out, by DRM. */
    public abstract Map<DrmId, ImmutableMap<String, String>> defaults();

    /** What it has chosen of the account settings of DRMs, by DRM and name. */
    public abstract Map<DrmId, ImmutableMap<String, String>> drmSettings();

    /**
     * The KEK that the service keeps for it, so that a token request can name a stored key by its id alone; none by
     * default.
     */
    public abstract Optional<SealedKek> sealedKek();

    /**
     * How often it may make requests, for each route; empty for the limits of the service's settings. A service without
     * limits of its own, such as an embedded one, does not look at it.
     */
    public abstract Optional<RateLimit> rate();

    /** Whether it may use a DRM. */
    public final DrmOption option(DrmId drm) {
        return options().getOrDefault(drm, DrmOption.ABSENT);
    }

    /** Its default parameters for a DRM. */
    public final ImmutableMap<String, String> defaults(DrmId drm) {
        return defaults().getOrDefault(drm, ImmutableMap.of());
    }

    /** What it has chosen of the account settings of a DRM. */
    public final AccountSettings drmSettings(DrmId drm) {
        return AccountSettings.of(drmSettings().getOrDefault(drm, ImmutableMap.of()));
    }

    /** Whether it may call from this address. */
    public final boolean allows(InetAddress caller) {
        return allowedNetworks().isEmpty() || allowedNetworks().stream().anyMatch(network -> network.contains(caller));
    }

    /**
     * Whether one of its authenticators for an environment has this hash. All of them are compared, so that the time
     * does not tell which one it is.
     */
    public final boolean hasAuthenticator(Environment environment, AuthenticatorHash hash) {
        boolean recognised = false;
        for (Authenticator authenticator : authenticators()) {
            boolean same = authenticator.hash().equals(hash);
            recognised |= same && authenticator.environment() == environment;
        }
        return recognised;
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAccount.Builder {}
}
