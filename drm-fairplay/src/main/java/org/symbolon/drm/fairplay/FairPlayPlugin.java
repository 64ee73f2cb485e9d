package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.CredentialKind;
import org.symbolon.core.drm.Demo;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;

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
                .licenseFailed(FairPlayError.LICENSE_FAILED)
                .tokenOfAnotherDrm(FairPlayError.INVALID_TOKEN_TYPE)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return FairPlayParameters.ALL;
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new FairPlaySystem(new KeySecurityModule(context));
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(Rsa.PROVIDER);
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new FairPlayCredentialKind());
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.of(simulator(context, 2048));
    }

    /** The simulator, for credentials with keys of another size: 1024 or 2048 bits. */
    public DeviceSimulator simulator(DrmContext context, int keySize) {
        return new Simulator(context, keySize);
    }

    @Override
    public Optional<Demo> startDemo(DrmContext context) {
        return Optional.of(new SimulatedDemo(simulator(context, 2048).credential()));
    }

    /** A demonstration needs no more than a credential: whoever wants a challenge asks the simulator. */
    private record SimulatedDemo(NewCredential credential) implements Demo {
        @Override
        public Optional<byte[]> challenge() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
