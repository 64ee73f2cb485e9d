package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.token.TokenClaims;

/**
 * What a licence is made of.
 *
 * @param claims what the token says; it was opened and found good for this DRM, environment and time
 * @param policy the rules of the licence, as the plug-in wrote them into the token
 * @param challenge what the player posted
 * @param credentials those that serve the account, by name; empty where it has none
 * @param now the time of the request
 */
public record LicenseRequest(
        TokenClaims claims,
        DrmPolicy policy,
        Challenge challenge,
        ImmutableList<Credential> credentials,
        Instant now) {}
