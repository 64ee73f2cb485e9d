package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.credential.CredentialSecret;
import org.symbolon.core.drm.CredentialField;
import org.symbolon.core.drm.CredentialKind;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.FieldWriter;

/** A DRM for tests, {@code trial}: its licence is the text {@code licence} and the content key, for the challenge {@code please}. */
public final class TrialPlugin implements DrmPlugin {
    static final DrmId ID = new DrmId("trial");
    static final String CHALLENGE = "please";

    private static final CredentialField KEY = new CredentialField("privateKey", "A key in any form", true, true);
    private static final CredentialField NAME = new CredentialField("provider", "Who provides it", true, false);
    private static final CredentialField NOTE = new CredentialField("note", "Anything", false, false);

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
                .kidRequired(false)
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
        public NewCredential read(ImmutableMap<String, byte[]> values) {
            String provider = text(values, NAME);
            if (provider.equals("nobody")) {
                throw new InvalidCredentialException("provider is nobody");
            }
            return new NewCredential(
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
            return new NewCredential("simulator", CredentialSecret.of("simulator=none".getBytes(UTF_8)));
        }

        @Override
        public Exchange begin(Credential credential) {
            if (!credential.id().name().startsWith("sim")) {
                throw new InvalidCredentialException("only simulated credentials can be simulated with");
            }
            return new TrialExchange(credential.id().name());
        }
    }

    /** The challenge says which credential it was made with. */
    private record TrialExchange(String credential) implements DeviceSimulator.Exchange {
        @Override
        public byte[] challenge() {
            return (CHALLENGE + " >>>???" + credential).getBytes(UTF_8);
        }

        @Override
        public DeviceSimulator.Opened open(byte[] license) {
            String text = new String(license, UTF_8);
            if (!text.startsWith("licence ")) {
                throw new IllegalArgumentException("it does not begin like one");
            }
            String key = text.substring(8);
            return new DeviceSimulator.Opened(
                    key.isEmpty() ? Optional.empty() : Optional.of(ContentKey.of(Hex.decode(key))),
                    ImmutableMap.of("lease", "60", "iv", Operator.KID));
        }
    }

    private static final class TrialSystem implements DrmSystem {
        @Override
        public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
            return Optional.of(new NoPolicy());
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            return new NoPolicy();
        }

        @Override
        public License license(LicenseRequest request) {
            ImmutableMap<String, String> device = ImmutableMap.of("model", "trial device");
            if (!text(request).startsWith(CHALLENGE)) {
                throw new LicenseRefusedException(
                                Violation.of(SharedError.INVALID_TOKEN, "challenge", "is not polite"),
                                new Explanation("Challenges are polite.", CHALLENGE, "another word", "A rude player."))
                        .with(device);
            }
            String license =
                    "licence " + Hex.encode(request.claims().contentKey().reveal());
            return new License(ByteSource.wrap(license.getBytes(UTF_8)), "text/trial", device);
        }

        private static String text(LicenseRequest request) {
            try {
                return request.challenge().body().asCharSource(UTF_8).read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
