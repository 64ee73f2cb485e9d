package org.symbolon.drm.widevine;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** Widevine at work. */
final class WidevineSystem implements DrmSystem {
    private final WidevineBridge bridge;

    WidevineSystem(WidevineBridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
        return WidevineParameters.read(parameters, now);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return WidevinePolicy.decode(policy.fields());
    }

    @Override
    public License license(LicenseRequest request) {
        return bridge.license(request, (WidevinePolicy) request.policy());
    }
}
