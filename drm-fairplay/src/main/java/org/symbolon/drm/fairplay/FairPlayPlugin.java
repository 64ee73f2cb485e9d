package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;

/** FairPlay, the DRM {@code fp}: found by {@link java.util.ServiceLoader}. */
public final class FairPlayPlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("fp");

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
        return "FairPlay";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(FairPlayError.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(FairPlayError.OPTION_DISABLED)
                .optionAbsent(FairPlayError.NOT_AUTHORIZED)
                .deviceIdRefused(FairPlayError.DEVICE_BINDING)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return FairPlayParameters.ALL;
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new FairPlaySystem();
    }
}
