package org.symbolon.core.redeem;

import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** The place where a token is redeemed. Over HTTP the path names the DRM and the host the environment. */
public record LicenseEndpoint(DrmId drm, Environment environment) {
    /** The name of the query parameter, or header, that carries the token. */
    public static final String TOKEN_PARAMETER = "ExpressPlayToken";
}
