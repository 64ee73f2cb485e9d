package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.BodyForm;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.value.DrmId;

/**
 * A DRM for tests, whose licence is the challenge as it came. A challenge that is one of its words has the plug-in
 * refuse, throw, or wait until it is released.
 */
public final class PlayedDrm implements DrmPlugin {
    public static final DrmId ID = new DrmId("pl");
    public static final String MEDIA_TYPE = "application/x-played";
    public static final String REFUSE = "refuse!";
    public static final String THROW = "throw!";
    public static final String CREDENTIALS = "credentials!";
    public static final String WAIT = "wait!";

    private static final Parameter<Long> LOUDNESS = Parameter.<Long>named("loudness")
            .meaning("How loud it is played, 0 to 11; without effect")
            .invalid(Code.REFUSED)
            .form(ValueForm.number(0, 11))
            .parser(text -> WholeNumber.parse(text).stream()
                    .filter(number -> number <= 11)
                    .mapToObj(Parsed::valid)
                    .findFirst()
                    .orElseGet(() -> Parsed.invalid(Code.REFUSED, "must be 0 to 11")))
            .build();

    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean demoClosed;

    public void release() {
        released.countDown();
    }

    public boolean demoClosed() {
        return demoClosed;
    }

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
        return "Played";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(Code.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(Code.REFUSED)
                .optionAbsent(Code.REFUSED)
                .deviceIdRefused(Code.REFUSED)
                .licenseFailed(Code.FAILED)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of(LOUDNESS);
    }

    @Override
    public ImmutableList<BodyForm> bodies() {
        return ImmutableList.of(BodyForm.of(BodyForm.Use.LICENSE, MEDIA_TYPE, "The challenge as it came"));
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new PlayedSystem();
    }

    @Override
    public Optional<Demo> startDemo(DrmContext context) {
        return Optional.of(new PlayedDemo());
    }

    private enum Code implements ErrorCode {
        REFUSED(-9101, "Not played"),
        FAILED(-9102, "Failed to play");

        @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
        private final ErrorDescription description;

        Code(int number, String message) {
            this.description = ErrorDescription.caller(number, message, "At redemption: a test raises it.", "Read it.");
        }

        @Override
        public ErrorDescription description() {
            return description;
        }
    }

    private record NoPolicy() implements DrmPolicy {
        @Override
        public void encode(FieldWriter fields) {
            // There is nothing to say.
        }

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            return ImmutableListMultimap.of();
        }
    }

    private final class PlayedSystem implements DrmSystem {
        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            request.read(LOUDNESS);
            return Optional.of(new NoPolicy());
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            return new NoPolicy();
        }

        @Override
        public License license(LicenseRequest request) {
            return switch (text(request)) {
                case REFUSE -> throw refusal().withDevice(facts(request));
                case THROW -> throw new IllegalStateException("the secret cause");
                case CREDENTIALS ->
                    License.of(MEDIA_TYPE, request.credentials().get(0).secret().reveal());
                case WAIT -> {
                    await();
                    yield License.of(MEDIA_TYPE, request.challenge().bytes());
                }
                default -> License.of(MEDIA_TYPE, request.challenge().bytes()).withDevice(facts(request));
            };
        }
    }

    private static ImmutableMap<String, String> facts(LicenseRequest request) {
        return ImmutableMap.of(
                "model",
                "test \"device\"",
                "type",
                request.challenge().mediaType().orElse("none"));
    }

    private static LicenseRefusedException refusal() {
        return new LicenseRefusedException(
                Violation.of(Code.REFUSED, "the device is not trusted"),
                Explanation.of("A device is trusted.", "a trusted device", "a device of tests", "A test."));
    }

    private static String text(LicenseRequest request) {
        return new String(request.challenge().bytes(), StandardCharsets.ISO_8859_1);
    }

    private void await() {
        try {
            if (!released.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released it");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class PlayedDemo implements Demo {
        @Override
        public NewCredential credential() {
            return NewCredential.of(
                    "demo", CredentialSecret.of("the demo's credential".getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public Optional<byte[]> challenge() {
            return Optional.of(CREDENTIALS.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            demoClosed = true;
        }
    }
}
