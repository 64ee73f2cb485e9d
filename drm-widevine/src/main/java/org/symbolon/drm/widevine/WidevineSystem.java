package org.symbolon.drm.widevine;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** Widevine at work. */
final class WidevineSystem implements DrmSystem {

    @Override
    public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
        return WidevineParameters.read(parameters, now);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return WidevinePolicy.decode(policy.fields());
    }
}
