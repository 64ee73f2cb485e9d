package org.symbolon.core.redeem;

import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;

/**
 * Where a token is brought: the rights endpoint of a DRM, in an environment.
 *
 * @param drm over HTTP the path says which
 * @param environment over HTTP the host says which
 */
public record Rights(DrmId drm, Environment environment) {}
