package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.drm.fairplay.credential.FairPlayCredentialKind;
import org.symbolon.drm.fairplay.crypto.Rsa;

/** The plug-in for FairPlay; its DRM id is {@code fp}. */
public final class FairPlayPlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("fp");

    private static final AccountSetting PUBLIC_CERTIFICATE = AccountSetting.builder()
            .name("publicCertificate")
            .meaning("Whether /hms/fp/certificate/?account=ID serves the application certificate to everybody who knows"
                    + " the id, without a token")
            .addValues(AccountSetting.NO, AccountSetting.YES)
            .build();

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
    public Translations translations() {
        return Translations.beside(FairPlayPlugin.class);
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(FairPlayError.OPTION_DISABLED)
                .optionAbsent(FairPlayError.NOT_AUTHORIZED)
                .deviceIdRefused(FairPlayError.DEVICE_BINDING)
                .licenseFailed(FairPlayError.LICENSE_FAILED)
                .maxKeys(DrmRules.MAX_KEYS)
                .tokenOfAnotherDrm(FairPlayError.INVALID_TOKEN_TYPE)
                .playerDocument(PlayerDocument.builder()
                        .name("certificate")
                        .publicSetting(PUBLIC_CERTIFICATE)
                        .build())
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return FairPlayParameters.ALL;
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new FairPlaySystem(context);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(Rsa.PROVIDER);
    }

    @Override
    public ImmutableList<AccountSetting> accountSettings() {
        return ImmutableList.of(PUBLIC_CERTIFICATE, LicenseMaker.WITHOUT_PLAYBACK_STATE);
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new FairPlayCredentialKind());
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.of(simulator(context, 2048));
    }

    /** The simulator with RSA keys of 1024 or 2048 bits. */
    public DeviceSimulator simulator(DrmContext context, int keySize) {
        return new Simulator(context, keySize);
    }

    @Override
    public Optional<Demo> startDemo(DrmContext context) {
        return Optional.of(new SimulatedDemo(simulator(context, 2048).credential()));
    }

    /** The demonstration only needs a credential, because the simulator makes the challenges. */
    private record SimulatedDemo(NewCredential credential) implements Demo {
        @Override
        public Optional<byte[]> challenge() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
