package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** A plug-in that says what another one says, and fails at work: with an error, as a jar that does not fit, where the cookie says so, else with an exception. */
record FailingPlugin(DrmPlugin whole) implements DrmPlugin {

    @Override
    public int interfaceVersion() {
        return whole.interfaceVersion();
    }

    @Override
    public DrmId id() {
        return whole.id();
    }

    @Override
    public String displayName() {
        return whole.displayName();
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return whole.errorCodes();
    }

    @Override
    public DrmRules rules() {
        return whole.rules();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return whole.parameters();
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new DrmSystem() {
            @Override
            public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
                if (parameters.says(CommonParameters.COOKIE, "error")) {
                    throw new NoClassDefFoundError("the secret cause");
                }
                throw new IllegalStateException("the secret cause");
            }

            @Override
            public DrmPolicy decode(EncodedPolicy policy) {
                throw new IllegalStateException("the secret cause");
            }
        };
    }
}
