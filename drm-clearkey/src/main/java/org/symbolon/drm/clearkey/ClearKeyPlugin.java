package org.symbolon.drm.clearkey;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.DrmId;

/** The plug-in for Clear Key; its DRM id is {@code ck}. */
public final class ClearKeyPlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("ck");

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
        return "Clear Key";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(ClearKeyError.values());
    }

    @Override
    public Translations translations() {
        return Translations.beside(ClearKeyPlugin.class);
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(ClearKeyError.OPTION_DISABLED)
                .optionAbsent(ClearKeyError.OPTION_DISABLED)
                .deviceIdRefused(ClearKeyError.DEVICE_BINDING)
                .licenseFailed(ClearKeyError.LICENSE_FAILED)
                .kidRequired(true)
                .maxKeys(DrmRules.MAX_KEYS)
                .licenseByGet(true)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ClearKeyPolicy.PARAMETERS;
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new ClearKeySystem();
    }
}
