package org.symbolon.testing;

import java.util.Optional;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Violation;

/**
 * A refused redemption, for tests of {@link org.symbolon.core.drm.DrmSystem#refusalAnswer}.
 *
 * @param violation what the player is told
 * @param reference the reference of the record
 * @param claims what the token says; empty if it could not be opened
 */
public record TestRefusal(Violation violation, String reference, Optional<TokenClaims> claims)
        implements LicenseRefusal {}
