package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.drm.widevine.call.ServiceCalls;

/** The plug-in for Widevine; its DRM id is {@code wv}. */
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
    public Translations translations() {
        return Translations.beside(WidevinePlugin.class);
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(WidevineError.OPTION_DISABLED)
                .optionAbsent(WidevineError.OPTION_DISABLED)
                .deviceIdRefused(WidevineError.DEVICE_BINDING)
                .licenseFailed(WidevineError.LICENSE_FAILED)
                .kidRequired(true)
                .maxKeys(DrmRules.MAX_KEYS)
                .persistable(true)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return WidevineParameters.ALL;
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ServiceCalls.SETTINGS;
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new ServiceCredential());
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new WidevineSystem(new LicenseServiceClient(context));
    }

    @Override
    public Optional<Demo> startDemo(DrmContext context) {
        return Optional.of(DemoLicenseService.start(context.random()));
    }
}
