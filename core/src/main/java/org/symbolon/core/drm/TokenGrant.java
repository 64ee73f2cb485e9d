package org.symbolon.core.drm;

import org.symbolon.core.value.SealedToken;

/**
 * A token that was issued, as a plug-in sees it when it makes the answer. Core implements this interface; it grows by
 * new methods.
 */
public interface TokenGrant {

    /** The licence acquisition URL with the token in it. Who has it can get the licence. */
    String licenseUrl();

    /** The token alone. */
    SealedToken token();

    /** What the token says. */
    TokenClaims claims();
}
