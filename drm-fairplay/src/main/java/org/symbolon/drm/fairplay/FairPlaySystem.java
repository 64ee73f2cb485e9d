package org.symbolon.drm.fairplay;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** FairPlay at work. */
final class FairPlaySystem implements DrmSystem {
    private final KeySecurityModule ksm;

    FairPlaySystem(KeySecurityModule ksm) {
        this.ksm = ksm;
    }

    @Override
    public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
        return FairPlayParameters.read(parameters, now);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return FairPlayPolicy.decode(policy.fields());
    }

    @Override
    public License license(LicenseRequest request) {
        return ksm.license(request, (FairPlayPolicy) request.policy());
    }
}
