package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;

/**
 * A plug-in that passes every call on to another one, and keeps what passes through: policies, and exceptions that no
 * method declares.
 */
final class RecordingPlugin implements DrmPlugin {
    private final DrmPlugin plugin;
    private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
    private volatile Optional<DrmPolicy> parsed = Optional.empty();
    private volatile Optional<DrmPolicy> decoded = Optional.empty();

    RecordingPlugin(DrmPlugin plugin) {
        this.plugin = plugin;
    }

    /** The policy that was read last from a request. */
    DrmPolicy lastParsed() {
        return parsed.orElseThrow();
    }

    /** The policy that was read last from a token. */
    DrmPolicy lastDecoded() {
        return decoded.orElseThrow();
    }

    /** The exceptions that the plug-in must not throw, in their order. */
    ImmutableList<Throwable> faults() {
        return ImmutableList.copyOf(faults);
    }

    @Override
    public int interfaceVersion() {
        return plugin.interfaceVersion();
    }

    @Override
    public DrmId id() {
        return plugin.id();
    }

    @Override
    public String displayName() {
        return plugin.displayName();
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return plugin.errorCodes();
    }

    @Override
    public DrmRules rules() {
        return plugin.rules();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return plugin.parameters();
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return plugin.settings();
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return plugin.credentialKind();
    }

    @Override
    public ImmutableList<AccountSetting> accountSettings() {
        return plugin.accountSettings();
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return plugin.simulator(context);
    }

    @Override
    public Optional<Demo> startDemo(DrmContext context) {
        return plugin.startDemo(context);
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new RecordingSystem(plugin.create(context));
    }

    private <T> T watched(Class<? extends RuntimeException> allowed, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            if (!allowed.isInstance(e)) {
                faults.add(e);
            }
            throw e;
        }
    }

    /** The type that {@link #watched} takes for methods that declare no exception. */
    private static final class None extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class RecordingSystem implements DrmSystem {
        private final DrmSystem created;

        RecordingSystem(DrmSystem created) {
            this.created = created;
        }

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            Optional<DrmPolicy> policy = watched(None.class, () -> created.parse(request));
            parsed = policy;
            return policy;
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            DrmPolicy read = watched(MalformedFieldsException.class, () -> created.decode(policy));
            decoded = Optional.of(read);
            return read;
        }

        @Override
        public License license(LicenseRequest request) {
            return watched(LicenseRefusedException.class, () -> created.license(request));
        }

        @Override
        public DrmAnswer document(DocumentRequest request) {
            return watched(LicenseRefusedException.class, () -> created.document(request));
        }

        @Override
        public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
            return watched(None.class, () -> created.tokenAnswer(grant));
        }

        @Override
        public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
            return watched(None.class, () -> created.refusalAnswer(refusal));
        }

        @Override
        public void close() {
            created.close();
        }
    }
}
