package org.symbolon.core.drm;

import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;

/**
 * How a DRM differs in the rules that core applies to every token request (token-api, "Parameters of every token
 * request").
 */
@Value.Immutable
public abstract class DrmRules {
    /** The largest number of keys that any token can hold; the numbers in requests are 0 to 15. */
    public static final int MAX_KEYS = 16;

    /** The code for an account whose option for this DRM is switched off. */
    public abstract ErrorCode optionDisabled();

    /** The code for an account that does not have this DRM. */
    public abstract ErrorCode optionAbsent();

    /**
     * The code for a request with {@code deviceId}. Without this code core does not know the parameter, and a DRM that
     * supports device ids describes {@code deviceId} among its own parameters.
     */
    public abstract Optional<ErrorCode> deviceIdRefused();

    /** The code for a licence that cannot be made, whatever the reason. */
    public abstract ErrorCode licenseFailed();

    /** The code for a token of another DRM that is brought to this DRM's endpoint; -4010 by default. */
    @Value.Default
    public ErrorCode tokenOfAnotherDrm() {
        return SharedError.INVALID_TOKEN;
    }

    /** How many keys one token may hold, 1 to {@link #MAX_KEYS}; 1 by default. */
    @Value.Default
    public int maxKeys() {
        return 1;
    }

    /** Whether a request must name its key by {@code kid}; false by default. Numbered keys always need one. */
    @Value.Default
    public boolean kidRequired() {
        return false;
    }

    /**
     * Whether {@code kid} may stand beside {@code kek} and {@code ek}, where it names the key; by default true if
     * {@code kid} is required. Otherwise the combination is -6005. Numbered keys may always have all three.
     */
    @Value.Default
    public boolean kidBesideWrappedKey() {
        return kidRequired();
    }

    /**
     * Whether a GET of the licence URL asks for a licence, which {@link DrmSystem#license} makes from {@link
     * org.symbolon.core.value.Challenge#query}. By default a GET only checks whether the token can be redeemed.
     */
    @Value.Default
    public boolean licenseByGet() {
        return false;
    }

    /**
     * Whether licences may be kept on the device, for accounts with the option {@code persistence}; false by default.
     * Otherwise a request that asks for it is refused with -5003.
     */
    @Value.Default
    public boolean persistable() {
        return false;
    }

    /** The document that {@link DrmSystem#document} serves to players; none by default. */
    public abstract Optional<PlayerDocument> playerDocument();

    @Value.Check
    final void check() {
        if (maxKeys() < 1 || maxKeys() > MAX_KEYS) {
            throw new IllegalStateException("maxKeys must be 1 to " + MAX_KEYS + ", not " + maxKeys());
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableDrmRules.Builder {}
}
