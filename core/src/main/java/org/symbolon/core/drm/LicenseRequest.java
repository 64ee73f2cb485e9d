package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.value.Challenge;

/** A request for a licence. Core implements this interface; it grows by new methods. */
public interface LicenseRequest {

    /** What the token says. Core has checked that it belongs to this DRM, to this environment, and has not ended. */
    TokenClaims claims();

    /** The rules of the licence, as {@link DrmSystem#decode} read them from this token. */
    DrmPolicy policy();

    /** What the player posted. */
    Challenge challenge();

    /** The credentials that serve the account and can be opened, ordered by name; empty if it has none. */
    ImmutableList<Credential> credentials();

    /**
     * The names of credentials that the account has, but that the service cannot open, ordered by name; so that a
     * plug-in can say which one is missing. If none of the account's credentials opens, the plug-in is not asked.
     */
    default ImmutableList<String> unreadableCredentials() {
        return ImmutableList.of();
    }

    /** What the account has chosen of the plug-in's {@link DrmPlugin#accountSettings}. */
    default AccountSettings accountSettings() {
        return AccountSettings.NONE;
    }

    /** The time of the request, to the millisecond. */
    Instant now();
}
