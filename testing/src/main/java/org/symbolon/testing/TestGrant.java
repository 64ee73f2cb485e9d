package org.symbolon.testing;

import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.value.SealedToken;

/**
 * A token that was issued, for tests of {@link org.symbolon.core.drm.DrmSystem#tokenAnswer}.
 *
 * @param licenseUrl the licence acquisition URL
 * @param token the token alone
 * @param claims what the token says
 */
public record TestGrant(String licenseUrl, SealedToken token, TokenClaims claims) implements TokenGrant {}
