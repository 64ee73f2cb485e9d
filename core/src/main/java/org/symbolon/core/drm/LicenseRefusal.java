package org.symbolon.core.drm;

import java.util.Optional;
import org.symbolon.core.error.Violation;

/**
 * A refused redemption, as a plug-in sees it when it makes the answer. Core implements this interface; it grows by new
 * methods.
 */
public interface LicenseRefusal {

    /** What the player is told: code, message and rule. */
    Violation violation();

    /** The reference under which the refusal is recorded; {@code symbolon explain} takes it. 32 hexadecimal digits. */
    String reference();

    /** What the token says; empty if it could not be opened. */
    Optional<TokenClaims> claims();
}
