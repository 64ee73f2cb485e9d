package org.symbolon.core.token;

import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyId;

/** What a token says. Times are kept to the millisecond. */
@Value.Immutable
public abstract class TokenClaims {

    /** Names the token in logs and records. */
    public abstract TokenId id();

    /** Who asked for it. */
    public abstract AccountId account();

    /** The only environment in which it can be redeemed. */
    public abstract Environment environment();

    /** The only DRM for which it can be redeemed. */
    public abstract DrmId drm();

    /** When it was issued. */
    public abstract Instant issued();

    /** Its end: from this instant on it cannot be redeemed. */
    public abstract Instant end();

    /** The shape of errors at redemption; HTML by default. */
    @Value.Default
    public ErrorFormat errorFormat() {
        return ErrorFormat.HTML;
    }

    /** The caller's own mark, logged at issuance and at redemption. */
    public abstract Optional<String> cookie();

    /** The key id, where the request named one. */
    public abstract Optional<KeyId> kid();

    /** The key that the licence will hold. */
    @Value.Redacted
    public abstract ContentKey contentKey();

    /** The rules of the licence. */
    public abstract EncodedPolicy policy();

    /** Whether the token has ended: one whose end is now has. */
    public final boolean hasEnded(Instant now) {
        return !now.isBefore(end());
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableTokenClaims.Builder {}
}
