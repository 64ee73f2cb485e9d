package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.drm.fairplay.credential.CredentialExamination;

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
    public ImmutableList<Finding> examine(DrmExamination examination) {
        return CredentialExamination.of(examination);
    }

    @Override
    public License license(LicenseRequest request) {
        return ksm.license(request, (FairPlayPolicy) request.policy());
    }
}
