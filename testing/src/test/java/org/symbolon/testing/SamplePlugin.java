package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.symbolon.core.drm.BodyKind;
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
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;

/**
 * A small DRM that keeps the contract: several keys with a level each, a device id, a credential, answers of its own,
 * and a simulated device that expects the key encrypted by XOR with the credential.
 */
public final class SamplePlugin implements DrmPlugin {
    static final Parameter<String> DEVICE_ID = Parameter.<String>named("deviceId")
            .meaning("The only device that may play, 1 to 8 characters")
            .invalid(Code.DEVICE_INVALID)
            .parser(text -> text.length() <= 8
                    ? Parsed.valid(text)
                    : Parsed.invalid(Code.DEVICE_INVALID, "has more than 8 characters"))
            .build();

    static final Parameter<Integer> LEVEL = Parameter.<Integer>named("level")
            .meaning("The level of a key, 1 to 3")
            .required(true)
            .perKey(true)
            .example("2")
            .missing(Code.LEVEL_MISSING)
            .invalid(Code.LEVEL_INVALID)
            .parser(text -> text.matches("[1-3]")
                    ? Parsed.valid(Integer.valueOf(text))
                    : Parsed.invalid(Code.LEVEL_INVALID, "must be 1, 2 or 3"))
            .build();

    private final UnaryOperator<DrmSystem> change;

    /** The plug-in that keeps the contract. */
    public SamplePlugin() {
        this(UnaryOperator.identity());
    }

    /** A plug-in whose working part is changed, to break the contract. */
    SamplePlugin(UnaryOperator<DrmSystem> change) {
        this.change = change;
    }

    @Override
    public int interfaceVersion() {
        return INTERFACE_VERSION;
    }

    @Override
    public DrmId id() {
        return new DrmId("sp");
    }

    @Override
    public String displayName() {
        return "Sample";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(Code.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(Code.NOT_OPEN)
                .optionAbsent(Code.NOT_OPEN)
                .licenseFailed(Code.LICENSE_FAILED)
                .maxKeys(4)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of(DEVICE_ID, LEVEL);
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new Mask());
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return change.apply(new Sample());
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.of(new Device());
    }

    /** The codes that it adds. */
    enum Code implements ErrorCode {
        NOT_OPEN(ErrorDescription.authentication(-9101, "Not open", "The account lacks it.", "Buy it.")),
        LICENSE_FAILED(ErrorDescription.caller(-9102, "No licence", "None was made.", "Try again.")
                .of(ErrorKind.INTERNAL)),
        LEVEL_MISSING(ErrorDescription.caller(-9103, "Missing level", "There is none.", "Send one.")),
        LEVEL_INVALID(ErrorDescription.caller(-9104, "Invalid level", "It is another.", "Send 1 to 3.")),
        DEVICE_INVALID(ErrorDescription.caller(-9105, "Invalid device", "It is too long.", "Shorten it."));

        @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
        private final ErrorDescription description;

        Code(ErrorDescription description) {
            this.description = description;
        }

        @Override
        public ErrorDescription description() {
            return description;
        }
    }

    private record Policy(Optional<String> device, ImmutableList<Integer> levels) implements DrmPolicy {
        @Override
        public void encode(FieldWriter fields) {
            device.ifPresent(id -> fields.text(2, id));
            fields.number(1, levels.get(0));
        }

        @Override
        public void encodeKey(int position, FieldWriter fields) {
            if (!levels.get(position).equals(levels.get(0))) {
                fields.number(1, levels.get(position));
            }
        }

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            ImmutableListMultimap.Builder<String, String> parameters = ImmutableListMultimap.builder();
            device.ifPresent(id -> parameters.put("deviceId", id));
            levels.forEach(level -> parameters.put("level", level.toString()));
            return parameters.build();
        }
    }

    private static final class Sample implements DrmSystem {
        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            Optional<String> device = request.read(DEVICE_ID);
            ImmutableList<Integer> levels = request.readForEachKey(LEVEL).stream()
                    .flatMap(Optional::stream)
                    .collect(ImmutableList.toImmutableList());
            return levels.size() < request.kids().size() ? Optional.empty() : Optional.of(new Policy(device, levels));
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            FieldReader fields = policy.fields();
            Optional<String> device = Optional.empty();
            int first = 0;
            while (fields.next()) {
                switch (fields.tag()) {
                    case 1 -> first = level(fields);
                    case 2 -> device = Optional.of(fields.text());
                    default -> fields.skip();
                }
            }
            ImmutableList.Builder<Integer> levels = ImmutableList.builder();
            for (FieldReader key : policy.keyFields()) {
                int level = first;
                while (key.next()) {
                    if (key.tag() == 1) {
                        level = level(key);
                    } else {
                        key.skip();
                    }
                }
                levels.add(level);
            }
            return new Policy(device, levels.build());
        }

        private static int level(FieldReader field) {
            if (field.number() < 1 || field.number() > 3) {
                throw new MalformedFieldsException("field 1 is not a level");
            }
            return (int) field.number();
        }

        @Override
        public License license(LicenseRequest request) {
            byte[] challenge = request.challenge().bytes();
            if (!new String(challenge, StandardCharsets.UTF_8).equals("sample challenge")) {
                throw new LicenseRefusedException(
                        Violation.of(Code.LICENSE_FAILED, "the challenge is malformed"),
                        Explanation.of(
                                "The challenge is that of a sample device.",
                                "sample challenge",
                                BodyKind.of(challenge).words(),
                                "Another device posted it."));
            }
            Credential credential = request.credentials().stream()
                    .findFirst()
                    .orElseThrow(() -> new LicenseRefusedException(
                            Violation.of(Code.LICENSE_FAILED, "there is no credential"),
                            Explanation.of("There is a credential.", "one", "none", "It was never set.")));
            byte[] key = request.claims().keys().get(0).contentKey().reveal();
            return License.of("application/x-sample", masked(key, credential.secret()))
                    .withDevice(ImmutableMap.of("model", "sample"));
        }

        @Override
        public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
            return Optional.of(DrmAnswer.of(
                    "application/json", ("{\"url\":\"" + grant.licenseUrl() + "\"}").getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
            String fault = "<fault code=\"" + refusal.violation().code().number() + "\"/>";
            return Optional.of(DrmAnswer.of("text/xml", fault.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static byte[] masked(byte[] key, CredentialSecret mask) {
        byte[] bytes = mask.reveal();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= key[i];
        }
        return bytes;
    }

    private static final class Mask implements CredentialKind {
        @Override
        public ImmutableList<CredentialField> fields() {
            return ImmutableList.of(CredentialField.required("mask", "16 bytes").asSecret());
        }

        @Override
        public NewCredential read(ImmutableMap<String, byte[]> values) {
            byte[] mask = Optional.ofNullable(values.get("mask")).orElse(new byte[0]);
            if (mask.length != ContentKey.BYTES) {
                throw new InvalidCredentialException("mask must have 16 bytes");
            }
            return NewCredential.of("main", CredentialSecret.of(mask));
        }

        @Override
        public ImmutableMap<String, String> describe(CredentialSecret secret) {
            return ImmutableMap.of("bytes", Integer.toString(secret.size()));
        }
    }

    private static final class Device implements DeviceSimulator {
        @Override
        public NewCredential credential() {
            return NewCredential.of("simulated", CredentialSecret.of(Bits.counting(0x51, ContentKey.BYTES)));
        }

        @Override
        public Exchange begin(Credential credential, String form) {
            return new Exchange() {
                @Override
                public Challenge challenge() {
                    return Challenge.of("sample challenge".getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public Opened open(byte[] answer) {
                    if (answer.length != ContentKey.BYTES) {
                        throw new IllegalArgumentException("a licence has 16 bytes");
                    }
                    ContentKey key = ContentKey.of(masked(answer, credential.secret()));
                    return Opened.of(ImmutableList.of(key), Map.of("bytes", Integer.toString(Arrays.hashCode(answer))));
                }
            };
        }
    }
}
