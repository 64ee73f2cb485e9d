package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.TokenClaims;
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
 * @param now the time of the request
 */
public record TestLicenseRequest(
        TokenClaims claims,
        DrmPolicy policy,
        Challenge challenge,
        ImmutableList<Credential> credentials,
        ImmutableList<String> unreadableCredentials,
        Instant now)
        implements LicenseRequest {

    /** A request at the moment when the token was issued, of an account without credentials. */
    public static TestLicenseRequest of(TokenClaims claims, DrmPolicy policy, Challenge challenge) {
        return new TestLicenseRequest(
                claims, policy, challenge, ImmutableList.of(), ImmutableList.of(), claims.issued());
    }

    /** The same request of an account with these credentials. */
    public TestLicenseRequest withCredentials(List<? extends Credential> others) {
        return new TestLicenseRequest(
                claims, policy, challenge, ImmutableList.copyOf(others), unreadableCredentials, now);
    }

    /** The same request of an account that also has credentials which cannot be opened. */
    public TestLicenseRequest withUnreadableCredentials(List<String> names) {
        return new TestLicenseRequest(claims, policy, challenge, credentials, ImmutableList.copyOf(names), now);
    }

    /** The same request at another time. */
    public TestLicenseRequest at(Instant time) {
        return new TestLicenseRequest(claims, policy, challenge, credentials, unreadableCredentials, time);
    }
}
