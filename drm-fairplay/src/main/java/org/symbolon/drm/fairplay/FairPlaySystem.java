package org.symbolon.drm.fairplay;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** FairPlay at work. */
final class FairPlaySystem implements DrmSystem {

    @Override
    public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
        return FairPlayParameters.read(parameters, now);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return FairPlayPolicy.decode(policy.fields());
    }
}
