package org.symbolon.core.issue;

import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.token.TokenId;

/** A token that was issued. */
@Value.Immutable
public abstract class IssuedToken {

    /** The licence acquisition URL, with the token in it: as good as the licence, so kept out of logs. */
    @Value.Redacted
    public abstract String licenseUrl();

    /** The token's name in logs and records. */
    public abstract TokenId id();

    /** The account that it was taken from. */
    public abstract AccountId account();

    /** From this instant on it cannot be redeemed. */
    public abstract Instant end();

    /** The caller's mark. */
    public abstract Optional<String> cookie();

    /** The parameters of the request that had no effect. */
    public abstract ImmutableSet<String> ignoredParameters();
}
