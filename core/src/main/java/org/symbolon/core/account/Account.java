package org.symbolon.core.account;

import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** A customer of the service (token-api, "Accounts"). Its balance is kept apart: see {@link TokenBalance}. */
@Value.Immutable
public abstract class Account {

    /** The customer id. */
    public abstract AccountId id();

    /** A name for people; may be empty. */
    @Value.Default
    public String name() {
        return "";
    }

    /** Whether it may ask at all; true by default, -2031 otherwise. */
    @Value.Default
    public boolean active() {
        return true;
    }

    /** Whether its tokens are counted against a balance; false, that is unlimited, by default. */
    @Value.Default
    public boolean metered() {
        return false;
    }

    /** The DRMs that were sold to it; one that is not listed is absent. */
    public abstract Map<DrmId, DrmOption> options();

    /** Its API keys, of both environments. */
    public abstract List<Authenticator> authenticators();

    /** The networks that it may call from; none means any. */
    public abstract List<Network> allowedNetworks();

    /** Parameters that stand in for those which a request leaves out, by DRM. */
    public abstract Map<DrmId, ImmutableMap<String, String>> defaults();

    /** The KEK that the service keeps for it, so that a token's request names a stored key by its id alone; none by default. */
    public abstract Optional<SealedKek> sealedKek();

    public final DrmOption option(DrmId drm) {
        return options().getOrDefault(drm, DrmOption.ABSENT);
    }

    public final ImmutableMap<String, String> defaults(DrmId drm) {
        return defaults().getOrDefault(drm, ImmutableMap.of());
    }

    /** Whether a call may come from this address. */
    public final boolean allows(InetAddress caller) {
        return allowedNetworks().isEmpty() || allowedNetworks().stream().anyMatch(network -> network.contains(caller));
    }

    /** Whether a hash is that of one of the authenticators of an environment; looks at every one of them, whichever fits. */
    final boolean recognises(Environment environment, AuthenticatorHash hash) {
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
