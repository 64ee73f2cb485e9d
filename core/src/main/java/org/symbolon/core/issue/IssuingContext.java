package org.symbolon.core.issue;

import java.time.InstantSource;
import org.immutables.value.Value;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.key.KeyLookup;
import org.symbolon.core.record.RecordSink;
import org.symbolon.core.token.ManagedKeks;
import org.symbolon.core.token.TokenIds;
import org.symbolon.core.token.TokenSealer;

/** All that issuing needs of its surroundings. */
@Value.Immutable
public abstract class IssuingContext {

    /** The DRMs for which tokens are issued. */
    public abstract DrmRegistry drms();

    /** Who may ask. */
    public abstract AccountDirectory accounts();

    /** What they have left. */
    public abstract TokenBalance balance();

    /** Where keys are stored that requests only name. */
    public abstract KeyLookup keys();

    /** The KEKs that are kept for accounts. */
    public abstract ManagedKeks managedKeks();

    /** What seals the tokens. */
    public abstract TokenSealer sealer();

    /** Where it is written down. */
    public abstract RecordSink records();

    /** What names them. */
    public abstract TokenIds ids();

    /** Where they are redeemed. */
    public abstract LicenseUrls urls();

    /** The time. */
    public abstract InstantSource clock();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableIssuingContext.Builder {}
}
