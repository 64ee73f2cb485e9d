package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Hex;

/**
 * A DRM for tests, {@code trial}: its licence is the text {@code licence} and the content keys, for the challenge
 * {@code please}.
 */
public final class TrialPlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("trial");
    static final String CHALLENGE = "please";

    /** The form in which challenge and licence are base64 in a text. */
    static final String BASE64 = "base64";

    private static final CredentialField KEY =
            CredentialField.required("privateKey", "A key in any form").asSecret();
    private static final CredentialField NAME = CredentialField.required("provider", "Who provides it");
    private static final CredentialField NOTE = CredentialField.optional("note", "Anything");

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
        return "Trial";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.of();
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(SharedError.INVALID_TOKEN)
                .optionAbsent(SharedError.INVALID_TOKEN)
                .deviceIdRefused(SharedError.INVALID_TOKEN)
                .licenseFailed(SharedError.INVALID_TOKEN)
                .maxKeys(4)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of();
    }

    @Override
    public Optional<CredentialKind> credentialKind() {
        return Optional.of(new Kind());
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new TrialSystem();
    }

    @Override
    public Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.of(new Simulator());
    }

    /** Credentials are named by their provider; their secret is {@code provider=privateKey}. */
    private static final class Kind implements CredentialKind {
        @Override
        public ImmutableList<CredentialField> fields() {
            return ImmutableList.of(KEY, NAME, NOTE);
        }

        @Override
        public String commandName() {
            return "identity";
        }

        @Override
        public NewCredential read(ImmutableMap<String, byte[]> values) {
            String provider = text(values, NAME);
            if (provider.equals("nobody")) {
                throw new InvalidCredentialException("provider is nobody");
            }
            return NewCredential.of(
                    provider, CredentialSecret.of((provider + "=" + text(values, KEY)).getBytes(UTF_8)));
        }

        private static String text(ImmutableMap<String, byte[]> values, CredentialField field) {
            return new String(Optional.ofNullable(values.get(field.name())).orElseThrow(), UTF_8);
        }

        @Override
        public ImmutableMap<String, String> describe(CredentialSecret secret) {
            String text = new String(secret.reveal(), UTF_8);
            return ImmutableMap.of("keyBytes", Integer.toString(text.length() - text.indexOf('=') - 1));
        }
    }

    private static final class Simulator implements DeviceSimulator {
        @Override
        public NewCredential credential() {
            return NewCredential.of("simulator", CredentialSecret.of("simulator=none".getBytes(UTF_8)));
        }

        @Override
        public ImmutableList<String> forms() {
            return ImmutableList.of(RAW, BASE64);
        }

        @Override
        public Exchange begin(Credential credential, String form) {
            if (!credential.name().startsWith("sim")) {
                throw new InvalidCredentialException("only simulated credentials can be simulated with");
            }
            return new TrialExchange(credential.name(), form.equals(BASE64));
        }
    }

    /** The challenge says which credential it was made with. */
    private record TrialExchange(String credential, boolean base64) implements DeviceSimulator.Exchange {
        @Override
        public Challenge challenge() {
            byte[] challenge = (CHALLENGE + " >>>???" + credential).getBytes(UTF_8);
            return base64
                    ? Challenge.of(BaseEncoding.base64().encode(challenge).getBytes(UTF_8))
                            .withMediaType("text/base64")
                    : Challenge.of(challenge);
        }

        @Override
        public DeviceSimulator.Opened open(byte[] answer) {
            String text = new String(answer, UTF_8);
            String license = base64 ? new String(BaseEncoding.base64().decode(text), UTF_8) : text;
            if (!license.startsWith("licence ")) {
                throw new IllegalArgumentException("it does not begin like one");
            }
            String key = license.substring(8);
            return DeviceSimulator.Opened.of(
                    key.isEmpty() ? ImmutableList.of() : ImmutableList.of(ContentKey.of(Hex.decode(key))),
                    ImmutableMap.of("lease", "60", "iv", Operator.KID));
        }
    }

    private static final class TrialSystem implements DrmSystem {
        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            return Optional.of(new NoPolicy());
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            return new NoPolicy();
        }

        @Override
        public License license(LicenseRequest request) {
            ImmutableMap<String, String> device = ImmutableMap.of("model", "trial device");
            if (!new String(request.challenge().bytes(), UTF_8).startsWith(CHALLENGE)) {
                throw new LicenseRefusedException(
                                Violation.of(SharedError.INVALID_TOKEN, "challenge", "is not polite"),
                                Explanation.of("Challenges are polite.", CHALLENGE, "another word", "A rude player."))
                        .withDevice(device);
            }
            String keys = request.claims().keys().stream()
                    .map(key -> Hex.encode(key.contentKey().reveal()))
                    .collect(Collectors.joining(" "));
            return License.of("text/trial", ("licence " + keys).getBytes(UTF_8)).withDevice(device);
        }
    }

    private record NoPolicy() implements DrmPolicy {
        @Override
        public void encode(FieldWriter fields) {}

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            return ImmutableListMultimap.of();
        }
    }
}
