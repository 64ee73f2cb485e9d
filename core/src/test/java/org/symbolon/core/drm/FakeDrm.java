package org.symbolon.core.drm;

import static org.symbolon.core.error.ErrorDescription.authentication;
import static org.symbolon.core.error.ErrorDescription.caller;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.FieldReader;
import org.symbolon.core.token.FieldWriter;

/** A DRM for tests, with one required parameter of its own ({@code level}, 1 to 3). */
public record FakeDrm(
        DrmId id,
        int interfaceVersion,
        DrmRules rules,
        ImmutableList<ErrorCode> errorCodes,
        ImmutableList<Parameter<?>> parameters)
        implements DrmPlugin {

    public static final Parameter<Integer> LEVEL = Parameter.<Integer>named("level")
            .meaning("A level, 1 to 3")
            .required(true)
            .missing(Code.LEVEL_MISSING)
            .invalid(Code.LEVEL_INVALID)
            .example("1")
            .parser(text -> text.matches("[1-3]")
                    ? Parsed.valid(Integer.valueOf(text))
                    : Parsed.invalid(Code.LEVEL_INVALID, "must be 1, 2 or 3"))
            .build();

    /** A DRM that always names its key, as Widevine does. */
    public static FakeDrm withKid() {
        return of("fk", true);
    }

    /** A DRM whose key may go without a name, as with FairPlay. */
    public static FakeDrm withoutKid() {
        return of("fn", false);
    }

    private static FakeDrm of(String id, boolean kidRequired) {
        DrmRules rules = DrmRules.builder()
                .optionDisabled(Code.OPTION_DISABLED)
                .optionAbsent(Code.OPTION_ABSENT)
                .deviceIdRefused(Code.DEVICE_ID_REFUSED)
                .licenseFailed(Code.LICENSE_FAILED)
                .kidRequired(kidRequired)
                .build();
        return new FakeDrm(
                new DrmId(id),
                DrmPlugin.INTERFACE_VERSION,
                rules,
                ImmutableList.copyOf(Code.values()),
                ImmutableList.of(LEVEL));
    }

    public FakeDrm named(String otherId) {
        return new FakeDrm(new DrmId(otherId), interfaceVersion, rules, errorCodes, parameters);
    }

    public FakeDrm ofVersion(int version) {
        return new FakeDrm(id, version, rules, errorCodes, parameters);
    }

    public FakeDrm raising(ErrorCode... codes) {
        return new FakeDrm(id, interfaceVersion, rules, ImmutableList.copyOf(codes), parameters);
    }

    public FakeDrm reading(Parameter<?>... own) {
        return new FakeDrm(id, interfaceVersion, rules, errorCodes, ImmutableList.copyOf(own));
    }

    @Override
    public String displayName() {
        return "Fake";
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new FakeSystem();
    }

    /** The codes that it adds. */
    public enum Code implements ErrorCode {
        OPTION_DISABLED(caller(-9011, "Fake option disabled", "Off.", "Turn it on.")),
        OPTION_ABSENT(authentication(-9006, "No Fake", "Absent.", "Buy it.")),
        DEVICE_ID_REFUSED(caller(-9002, "No device ids", "deviceId is given.", "Leave it out.")),
        LICENSE_FAILED(caller(-9008, "No Fake licence", "None.", "Try again.").of(ErrorKind.INTERNAL)),
        LEVEL_MISSING(caller(-9003, "Missing level", "No level.", "Send one.")),
        LEVEL_INVALID(caller(-9004, "Invalid level", "Another level.", "Send 1 to 3."));

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

    private record FakePolicy(int level) implements DrmPolicy {

        @Override
        public void encode(FieldWriter fields) {
            fields.number(1, level);
        }

        @Override
        public ImmutableListMultimap<String, String> parameters() {
            return ImmutableListMultimap.of(LEVEL.name(), Integer.toString(level));
        }
    }

    private static final class FakeSystem implements DrmSystem {

        @Override
        public Optional<DrmPolicy> parse(ParameterReader parameters, Instant now) {
            return parameters.read(LEVEL).map(FakePolicy::new);
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            FieldReader fields = policy.fields();
            int level = 0;
            while (fields.next()) {
                level = Math.toIntExact(fields.number());
            }
            return new FakePolicy(level);
        }

        /** Does what the challenge says: refuses, fails, or answers with the challenge and who was served with what. */
        @Override
        public License license(LicenseRequest request) {
            String asked = new String(request.challenge().bytes(), StandardCharsets.UTF_8);
            if (asked.equals("refuse")) {
                Violation untrusted = Violation.of(SharedError.DEVICE_NOT_AUTHENTICATED, "the device is not trusted");
                throw new LicenseRefusedException(untrusted, new Explanation("a rule", "that", "this", "a cause"))
                        .with(ImmutableMap.of("model", "fake"));
            }
            if (asked.equals("fail")) {
                throw new IllegalStateException("nobody shall see this");
            }
            String answer = asked + " " + request.policy().parameters().get(LEVEL.name()) + " "
                    + request.credentials().size();
            return new License(
                    ByteSource.wrap(answer.getBytes(StandardCharsets.UTF_8)),
                    "application/x-fake",
                    ImmutableMap.of("model", "fake"));
        }
    }
}
