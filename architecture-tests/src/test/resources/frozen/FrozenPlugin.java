package org.example.frozen;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.DrmId;

/**
 * A DRM with everything that the plug-in interface has room for: levels per key, device ids, credentials, SOAP faults
 * and a JSON answer.
 */
public final class FrozenPlugin implements DrmPlugin {
    private static final Parameter<Integer> LEVEL = Parameter.<Integer>named("level")
            .meaning("The level of a key, 1 to 9")
            .required(true)
            .perKey(true)
            .example("1")
            .missing(Code.LEVEL)
            .invalid(Code.LEVEL)
            .parser(FrozenPlugin::level)
            .build();
    private static final Parameter<String> DEVICE_ID = Parameter.<String>named("deviceId")
            .meaning("The only device that gets a licence")
            .defaultable(false)
            .invalid(Code.DEVICE)
            .parser(Parsed::valid)
            .build();
    private static final SettingKey<String> GREETING =
            SettingKey.text("drm.frz.greeting", "hello", "What licences begin with");

    private static Parsed<Integer> level(String text) {
        long level = WholeNumber.parse(text).orElse(0);
        return level >= 1 && level <= 9 ? Parsed.valid((int) level) : Parsed.invalid(Code.LEVEL, "must be 1 to 9");
    }

    @Override
    public int interfaceVersion() {
        return INTERFACE_VERSION;
    }

    @Override
    public DrmId id() {
        return new DrmId("frz");
    }

    @Override
    public String displayName() {
        return "Frozen";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(Code.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(Code.OFF)
                .optionAbsent(Code.OFF)
                .licenseFailed(Code.FAILED)
                .maxKeys(4)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of(LEVEL, DEVICE_ID);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(GREETING);
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new Password());
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new FrozenSystem(context.settings().get(GREETING));
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.of(new Television());
    }

    private static final class Television implements DeviceSimulator {
        @Override
        public NewCredential credential() {
            return NewCredential.of("television", CredentialSecret.of(new byte[16]));
        }

        @Override
        public Exchange begin(Credential credential, String form) {
            return new Exchange() {
                @Override
                public Challenge challenge() {
                    return Challenge.of("tv-1".getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public Opened open(byte[] answer) {
                    return Opened.of(ImmutableList.of(), ImmutableMap.of("length", Integer.toString(answer.length)));
                }
            };
        }
    }

    private enum Code implements ErrorCode {
        OFF(-9401, "Frozen is off"),
        LEVEL(-9402, "Invalid level"),
        DEVICE(-9403, "Invalid device"),
        FAILED(-9404, "No licence");

        private final ErrorDescription description;

        Code(int number, String message) {
            this.description = ErrorDescription.caller(number, message, "A test causes it.", "Read the test.");
        }

        @Override
        public ErrorDescription description() {
            return description;
        }
    }

    private static final class Password implements CredentialKind {
        @Override
        public ImmutableList<CredentialField> fields() {
            return ImmutableList.of(CredentialField.required("password", "The password of the service").asSecret());
        }

        @Override
        public NewCredential read(ImmutableMap<String, byte[]> values) {
            return NewCredential.of("main", CredentialSecret.of(values.get("password")));
        }

        @Override
        public ImmutableMap<String, String> describe(CredentialSecret secret) {
            return ImmutableMap.of("length", Integer.toString(secret.reveal().length));
        }
    }

    private static final class FrozenPolicy implements DrmPolicy {
        private static final int DEVICE = 1;
        private static final int LEVEL_OF_KEY = 2;

        private final ImmutableList<Integer> levels;
        private final Optional<String> device;

        FrozenPolicy(List<Integer> levels, Optional<String> device) {
            this.levels = ImmutableList.copyOf(levels);
            this.device = device;
        }

        @Override
        public void encode(FieldWriter fields) {
            device.ifPresent(id -> fields.text(DEVICE, id));
        }

        @Override
        public void encodeKey(int position, FieldWriter fields) {
            fields.number(LEVEL_OF_KEY, levels.get(position));
        }

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            ImmutableListMultimap.Builder<String, String> words = ImmutableListMultimap.builder();
            levels.forEach(level -> words.put("level", level.toString()));
            device.ifPresent(id -> words.put("deviceId", id));
            return words.build();
        }
    }

    private static final class FrozenSystem implements DrmSystem {
        private final String greeting;

        FrozenSystem(String greeting) {
            this.greeting = greeting;
        }

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            List<Integer> levels = new ArrayList<>();
            request.readForEachKey(LEVEL).forEach(level -> level.ifPresent(levels::add));
            Optional<String> device = request.read(DEVICE_ID);
            return levels.size() == request.kids().size()
                    ? Optional.of(new FrozenPolicy(levels, device))
                    : Optional.empty();
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            Optional<String> device = Optional.empty();
            FieldReader fields = policy.fields();
            while (fields.next()) {
                if (fields.tag() == FrozenPolicy.DEVICE) {
                    device = Optional.of(fields.text());
                } else {
                    fields.skip();
                }
            }
            List<Integer> levels = new ArrayList<>();
            for (FieldReader key : policy.keyFields()) {
                while (key.next()) {
                    if (key.tag() == FrozenPolicy.LEVEL_OF_KEY) {
                        levels.add((int) key.number());
                    } else {
                        key.skip();
                    }
                }
            }
            return new FrozenPolicy(levels, device);
        }

        @Override
        public License license(LicenseRequest request) {
            FrozenPolicy policy = (FrozenPolicy) request.policy();
            String device = new String(request.challenge().bytes(), StandardCharsets.UTF_8);
            if (policy.device.isPresent() && !policy.device.get().equals(device)) {
                throw new LicenseRefusedException(
                                Violation.of(Code.DEVICE, "the token is for another device"),
                                Explanation.of("A device has its own token.", "its id", "another id", "A copied URL."))
                        .withDevice(ImmutableMap.of("device", device));
            }
            StringBuilder text = new StringBuilder(greeting + " " + request.credentials().size());
            for (int key = 0; key < request.claims().keys().size(); key++) {
                TokenClaims.Key claimed = request.claims().keys().get(key);
                text.append(' ').append(claimed.kid().orElseThrow()).append('=').append(policy.levels.get(key));
            }
            return License.of("text/plain", text.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
            String json = "{\"url\":\"" + grant.licenseUrl() + "\",\"token\":\"" + grant.token().text() + "\"}";
            return Optional.of(DrmAnswer.of("application/json", json.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
            String fault = "<soap:Fault><faultstring>" + refusal.violation().code().number() + " " + refusal.reference()
                    + "</faultstring></soap:Fault>";
            return Optional.of(
                    DrmAnswer.of("text/xml", fault.getBytes(StandardCharsets.UTF_8)).withStatus(500));
        }
    }
}
