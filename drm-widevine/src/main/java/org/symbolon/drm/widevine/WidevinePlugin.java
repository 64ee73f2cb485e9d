package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;

/** Widevine, the DRM {@code wv}: found by {@link java.util.ServiceLoader}. */
public final class WidevinePlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("wv");

    @Override
    public int interfaceVersion() {
        return INTERFACE_VERSION;
    }

    @Override
    public DrmId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Widevine";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(WidevineError.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(WidevineError.OPTION_DISABLED)
                .optionAbsent(WidevineError.OPTION_DISABLED)
                .deviceIdRefused(WidevineError.DEVICE_BINDING)
                .kidRequired(true)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return WidevineParameters.ALL;
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new WidevineSystem();
    }
}
