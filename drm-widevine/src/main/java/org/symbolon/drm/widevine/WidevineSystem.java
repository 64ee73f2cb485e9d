package org.symbolon.drm.widevine;

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

/** The working part of the plug-in: parameters, policies and licences. */
final class WidevineSystem implements DrmSystem {
    private final LicenseServiceClient client;

    WidevineSystem(LicenseServiceClient client) {
        this.client = client;
    }

    @Override
    public Optional<DrmPolicy> parse(PolicyRequest request) {
        return WidevineParameters.read(request);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return WidevinePolicy.decode(policy);
    }

    @Override
    public License license(LicenseRequest request) {
        return client.license(request, (WidevinePolicy) request.policy());
    }

    @Override
    public ImmutableList<Finding> examine(DrmExamination examination) {
        return new ServiceExamination(client).of(examination);
    }

    @Override
    public void close() {
        client.close();
    }
}
