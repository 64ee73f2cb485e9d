package org.symbolon.drm.fairplay;

import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;

/** The working part of the plug-in: parameters, policies and licences. */
final class FairPlaySystem implements DrmSystem {
    private final KeySecurityModule ksm;

    FairPlaySystem(KeySecurityModule ksm) {
        this.ksm = ksm;
    }

    @Override
    public Optional<DrmPolicy> parse(PolicyRequest request) {
        return FairPlayParameters.read(request);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return FairPlayPolicy.decode(policy);
    }

    @Override
    public License license(LicenseRequest request) {
        return ksm.license(request, (FairPlayPolicy) request.policy());
    }
}
