package org.symbolon.core.drm;

import org.immutables.value.Value;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;

/** How a DRM differs in what all of them share (token-api, "Parameters of every token request"). */
@Value.Immutable
public abstract class DrmRules {

    /** The code for an account to which the DRM is sold but switched off. */
    public abstract ErrorCode optionDisabled();

    /** The code for an account that does not have the DRM. */
    public abstract ErrorCode optionAbsent();

    /** The code for {@code deviceId}: no DRM supports it. */
    public abstract ErrorCode deviceIdRefused();

    /** The code for a licence that cannot be made, whatever goes wrong. */
    public abstract ErrorCode licenseFailed();

    /** The code for a token of another DRM that comes here to be redeemed; -4010 by default. */
    @Value.Default
    public ErrorCode tokenOfAnotherDrm() {
        return SharedError.INVALID_TOKEN;
    }

    /** Whether every request names its key; false by default: {@code kid} then is optional. */
    @Value.Default
    public boolean kidRequired() {
        return false;
    }

    /** Whether {@code kid} may stand beside {@code kek} and {@code ek}, naming the key; by default where it is required. Otherwise -6005. */
    @Value.Default
    public boolean kidBesideWrappedKey() {
        return kidRequired();
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableDrmRules.Builder {}
}
