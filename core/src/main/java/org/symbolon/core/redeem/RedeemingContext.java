package org.symbolon.core.redeem;

import java.time.InstantSource;
import org.immutables.value.Value;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.credential.Credentials;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.record.RecordSink;
import org.symbolon.core.token.TokenIds;
import org.symbolon.core.token.TokenSealer;

/** All that redeeming needs of its surroundings. */
@Value.Immutable
public abstract class RedeemingContext {
    /** The DRMs for which tokens are redeemed. */
    public abstract DrmRegistry drms();

    /** Whose tokens are redeemed. */
    public abstract AccountDirectory accounts();

    /** What licences are made with. */
    public abstract Credentials credentials();

    /** What opens the tokens. */
    public abstract TokenSealer sealer();

    /** Where it is written down. */
    public abstract RecordSink records();

    /** What refusals are named by. */
    public abstract TokenIds ids();

    /** The time. */
    public abstract InstantSource clock();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableRedeemingContext.Builder {}
}
