package org.symbolon.core.internal.runtime;

import java.time.InstantSource;
import org.immutables.value.Value;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.internal.drm.DrmRegistry;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.token.LicenseUrls;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.internal.usage.UsageCounter;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.key.KeyLookup;

/** Everything that issuing and redemption use. */
@Value.Immutable
public abstract class Services {

    /** The DRMs. */
    public abstract DrmRegistry drms();

    /** The accounts. */
    public abstract AccountDirectory accounts();

    /** The balances of metered accounts. */
    public abstract TokenBalance balance();

    /** The keys that requests name without sending them. */
    public abstract KeyLookup keys();

    /** The KEKs that are kept for accounts. */
    public abstract ManagedKeks managedKeks();

    /** What plug-ins need to make licences. */
    public abstract Credentials credentials();

    /** Seals and opens tokens. */
    public abstract TokenSealer sealer();

    /** Records what becomes of requests. */
    public abstract Transactions transactions();

    /** Counts what accounts use, but for the tokens of metered accounts. */
    public abstract UsageCounter usage();

    /** New token ids. */
    public abstract TokenIds ids();

    /** Makes licence URLs. */
    public abstract LicenseUrls urls();

    /** The clock. */
    public abstract InstantSource clock();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableServices.Builder {}
}
