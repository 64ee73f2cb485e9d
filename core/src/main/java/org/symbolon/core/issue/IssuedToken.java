package org.symbolon.core.issue;

import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.TokenId;

/** A token that was issued. */
@Value.Immutable
public abstract class IssuedToken {

    /** The licence acquisition URL with the token in it. Who has it can get the licence, so it is kept out of logs. */
    @Value.Redacted
    public abstract String licenseUrl();

    /** The token alone. */
    public abstract SealedToken token();

    /** The answer in the plug-in's own form; empty if the answer is the licence URL as {@code text/uri-list}. */
    public abstract Optional<DrmAnswer> answer();

    /** The id of the token in logs and records. */
    public abstract TokenId id();

    /** The account whose balance the token was taken from. */
    public abstract AccountId account();

    /** From this instant on the token cannot be redeemed. */
    public abstract Instant end();

    /** The caller's mark. */
    public abstract Optional<String> cookie();

    /** The parameters of the request that had no effect. */
    public abstract ImmutableSet<String> ignoredParameters();
}
