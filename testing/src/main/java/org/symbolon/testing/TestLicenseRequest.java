package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.value.Challenge;

/**
 * A request for a licence.
 *
 * @param claims what the token says
 * @param policy the rules of the licence
 * @param challenge what the player posted
 * @param credentials the credentials that serve the account
 * @param unreadableCredentials the names of credentials that cannot be opened
 * @param accountSettings what the account has chosen
 * @param now the time of the request
 */
public record TestLicenseRequest(
        TokenClaims claims,
        DrmPolicy policy,
        Challenge challenge,
        ImmutableList<Credential> credentials,
        ImmutableList<String> unreadableCredentials,
        AccountSettings accountSettings,
        Instant now)
        implements LicenseRequest {

    /** A request at the moment when the token was issued, of an account without credentials. */
    public static TestLicenseRequest of(TokenClaims claims, DrmPolicy policy, Challenge challenge) {
        return new TestLicenseRequest(
                claims,
                policy,
                challenge,
                ImmutableList.of(),
                ImmutableList.of(),
                AccountSettings.NONE,
                claims.issued());
    }

    /** The same request of an account with these credentials. */
    public TestLicenseRequest withCredentials(List<? extends Credential> others) {
        return new TestLicenseRequest(
                claims, policy, challenge, ImmutableList.copyOf(others), unreadableCredentials, accountSettings, now);
    }

    /** The same request of an account that also has credentials which cannot be opened. */
    public TestLicenseRequest withUnreadableCredentials(List<String> names) {
        return new TestLicenseRequest(
                claims, policy, challenge, credentials, ImmutableList.copyOf(names), accountSettings, now);
    }

    /** The same request of an account that has chosen these values of the plug-in's account settings, by name. */
    public TestLicenseRequest withAccountSettings(Map<String, String> chosen) {
        return new TestLicenseRequest(
                claims, policy, challenge, credentials, unreadableCredentials, AccountSettings.of(chosen), now);
    }

    /** The same request at another time. */
    public TestLicenseRequest at(Instant time) {
        return new TestLicenseRequest(
                claims, policy, challenge, credentials, unreadableCredentials, accountSettings, time);
    }
}
