package org.symbolon.example;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.WrappedKey;

/** The whole plug-in of {@code docs/writing-a-plugin.md}. */
public final class ExamplePlugin implements DrmPlugin {
    static final Parameter<Integer> QUALITY = Parameter.<Integer>named("quality")
            .meaning("The highest quality that the licence allows, 1 to 3")
            .required(true)
            .example("1")
            .missing(ExampleError.MISSING_QUALITY)
            .invalid(ExampleError.INVALID_QUALITY)
            .parser(ExamplePlugin::parseQuality)
            .build();

    private static Parsed<Integer> parseQuality(String text) {
        long quality = WholeNumber.parse(text).orElse(0);
        return quality >= 1 && quality <= 3
                ? Parsed.valid((int) quality)
                : Parsed.invalid(ExampleError.INVALID_QUALITY, "must be 1, 2 or 3");
    }

    @Override
    public int interfaceVersion() {
        return INTERFACE_VERSION;
    }

    @Override
    public DrmId id() {
        return new DrmId("ex");
    }

    @Override
    public String displayName() {
        return "Example";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.copyOf(ExampleError.values());
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(ExampleError.NOT_OPEN)
                .optionAbsent(ExampleError.NOT_OPEN)
                .deviceIdRefused(ExampleError.DEVICE_BINDING)
                .licenseFailed(ExampleError.LICENSE_FAILED)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of(QUALITY);
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new ExampleSystem();
    }

    private enum ExampleError implements ErrorCode {
        NOT_OPEN(-9001, "Example option disabled"),
        DEVICE_BINDING(-9002, "Device ID binding is not supported for Example"),
        MISSING_QUALITY(-9003, "Missing quality"),
        INVALID_QUALITY(-9004, "Invalid quality"),
        LICENSE_FAILED(-9005, "Failed to generate Example license");

        @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
        private final ErrorDescription description;

        ExampleError(int number, String message) {
            this.description = ErrorDescription.caller(number, message, "An example raises it.", "Read the example.");
        }

        @Override
        public ErrorDescription description() {
            return description;
        }
    }

    private static final class ExampleSystem implements DrmSystem {

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            return request.read(QUALITY).map(ExamplePolicy::new);
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            FieldReader fields = policy.fields();
            int quality = 0;
            while (fields.next()) {
                switch (fields.tag()) {
                    case ExamplePolicy.QUALITY_TAG -> quality = (int) fields.number();
                    default -> fields.skip();
                }
            }
            if (quality == 0) {
                throw new MalformedFieldsException("the policy has no quality");
            }
            return new ExamplePolicy(quality);
        }

        @Override
        public License license(LicenseRequest request) {
            byte[] deviceKey = request.challenge().bytes();
            if (deviceKey.length != 16) {
                throw new LicenseRefusedException(
                        Violation.of(ExampleError.LICENSE_FAILED, "the challenge is not the key of a device"),
                        Explanation.of(
                                "A challenge is the key of a device.",
                                "16 bytes",
                                BodyKind.of(deviceKey).words() + " of " + deviceKey.length + " bytes",
                                "The player posted something else."));
            }
            ContentKey contentKey = request.claims().keys().get(0).contentKey();
            WrappedKey wrapped = KeyEncryptionKey.of(deviceKey).wrap(contentKey);
            return License.of("application/octet-stream", wrapped.reveal())
                    .withDevice(ImmutableMap.of("keySize", "16"));
        }
    }

    private record ExamplePolicy(int quality) implements DrmPolicy {
        static final int QUALITY_TAG = 1;

        @Override
        public void encode(FieldWriter fields) {
            fields.number(QUALITY_TAG, quality);
        }

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            return ImmutableListMultimap.of(QUALITY.name(), Integer.toString(quality));
        }
    }
}
