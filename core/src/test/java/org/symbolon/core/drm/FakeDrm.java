package org.symbolon.core.drm;

import static org.symbolon.core.error.ErrorDescription.authentication;
import static org.symbolon.core.error.ErrorDescription.caller;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.DrmId;

/**
 * A DRM for tests, with one required parameter of its own ({@code level}, 1 to 3).
 *
 * @param system changes the working part after it was created
 */
public record FakeDrm(
        DrmId id,
        int interfaceVersion,
        DrmRules rules,
        ImmutableList<ErrorCode> errorCodes,
        ImmutableList<Parameter<?>> parameters,
        UnaryOperator<DrmSystem> system)
        implements DrmPlugin {

    /** For one key. */
    public static final Parameter<Integer> LEVEL = level(false);

    /** For each key. */
    private static final Parameter<Integer> LEVEL_OF_KEY = level(true);

    private static Parameter<Integer> level(boolean perKey) {
        return Parameter.<Integer>named("level")
                .meaning("A level, 1 to 3")
                .required(true)
                .missing(Code.LEVEL_MISSING)
                .invalid(Code.LEVEL_INVALID)
                .example("1")
                .perKey(perKey)
                .parser(text -> text.matches("[1-3]")
                        ? Parsed.valid(Integer.valueOf(text))
                        : Parsed.invalid(Code.LEVEL_INVALID, "must be 1, 2 or 3"))
                .build();
    }

    /** A DRM that always names its key, as Widevine does. */
    public static FakeDrm withKid() {
        return of("fk", rules -> rules.kidRequired(true));
    }

    /** A DRM whose key may go without a name, as with FairPlay. */
    public static FakeDrm withoutKid() {
        return of("fn", rules -> rules);
    }

    /** A DRM with up to 16 keys, which always names its keys and has a level for each. */
    public static FakeDrm ofSeveralKeys() {
        return of("fk", rules -> rules.kidRequired(true).maxKeys(DrmRules.MAX_KEYS))
                .reading(LEVEL_OF_KEY);
    }

    /** A DRM with up to 3 keys, of which a single one may go without a name, as with FairPlay. */
    public static FakeDrm ofSeveralKeysWithoutKid() {
        return of("fn", rules -> rules.maxKeys(3)).reading(LEVEL_OF_KEY);
    }

    /** A DRM whose licences may be kept on the device. */
    public static FakeDrm persistable() {
        return of("fk", rules -> rules.persistable(true));
    }

    /** A DRM like the usual one, with other rules. */
    public static FakeDrm of(String id, UnaryOperator<DrmRules.Builder> change) {
        DrmRules.Builder rules = DrmRules.builder()
                .optionDisabled(Code.OPTION_DISABLED)
                .optionAbsent(Code.OPTION_ABSENT)
                .deviceIdRefused(Code.DEVICE_ID_REFUSED)
                .licenseFailed(Code.LICENSE_FAILED);
        return new FakeDrm(
                new DrmId(id),
                DrmPlugin.INTERFACE_VERSION,
                change.apply(rules).build(),
                ImmutableList.copyOf(Code.values()),
                ImmutableList.of(LEVEL),
                UnaryOperator.identity());
    }

    public FakeDrm named(String otherId) {
        return new FakeDrm(new DrmId(otherId), interfaceVersion, rules, errorCodes, parameters, system);
    }

    public FakeDrm ofVersion(int version) {
        return new FakeDrm(id, version, rules, errorCodes, parameters, system);
    }

    public FakeDrm raising(ErrorCode... codes) {
        return new FakeDrm(id, interfaceVersion, rules, ImmutableList.copyOf(codes), parameters, system);
    }

    public FakeDrm reading(Parameter<?>... own) {
        return new FakeDrm(id, interfaceVersion, rules, errorCodes, ImmutableList.copyOf(own), system);
    }

    public FakeDrm working(UnaryOperator<DrmSystem> otherwise) {
        return new FakeDrm(id, interfaceVersion, rules, errorCodes, parameters, otherwise);
    }

    /** The setting that the document for players needs, if the rules have one. */
    @Override
    public ImmutableList<AccountSetting> accountSettings() {
        return rules.playerDocument().flatMap(PlayerDocument::publicSetting).stream()
                .collect(ImmutableList.toImmutableList());
    }

    @Override
    public String displayName() {
        return "Fake";
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return system.apply(new FakeSystem(parameters.contains(LEVEL_OF_KEY) ? LEVEL_OF_KEY : LEVEL));
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

    private record FakePolicy(ImmutableList<Integer> levels) implements DrmPolicy {

        @Override
        public void encode(FieldWriter fields) {
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
            levels.forEach(level -> parameters.put(LEVEL.name(), Integer.toString(level)));
            return parameters.build();
        }
    }

    private record FakeSystem(Parameter<Integer> level) implements DrmSystem {

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            ImmutableList<Optional<Integer>> read =
                    level.perKey() ? request.readForEachKey(level) : ImmutableList.of(request.read(level));
            ImmutableList<Integer> levels =
                    read.stream().flatMap(Optional::stream).collect(ImmutableList.toImmutableList());
            return levels.size() < request.kids().size() ? Optional.empty() : Optional.of(new FakePolicy(levels));
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            int first = level(policy.fields(), 0);
            return new FakePolicy(policy.keyFields().stream()
                    .map(fields -> level(fields, first))
                    .collect(ImmutableList.toImmutableList()));
        }

        private static int level(FieldReader fields, int otherwise) {
            int level = otherwise;
            while (fields.next()) {
                if (fields.tag() == 1) {
                    level = Math.toIntExact(fields.number());
                } else {
                    fields.skip();
                }
            }
            return level;
        }

        /** Does what the challenge says: refuses, fails, or answers with the challenge and who was served with what. */
        @Override
        public License license(LicenseRequest request) {
            String asked = new String(request.challenge().bytes(), StandardCharsets.UTF_8);
            LicenseRefusedException refusal = new LicenseRefusedException(
                            Violation.of(SharedError.DEVICE_NOT_AUTHENTICATED, "the device is not trusted"),
                            Explanation.of("a rule", "that", "this", "a cause"))
                    .withDevice(ImmutableMap.of("model", "fake"));
            switch (asked) {
                case "refuse" -> throw refusal;
                case "refuse in your own words" -> throw refusal.answeredWith(answer("own words"));
                case "fail" -> throw new IllegalStateException("nobody shall see this");
                default -> {
                    String answer = asked + " " + request.policy().parameters().get(LEVEL.name()) + " "
                            + request.credentials().size();
                    return License.of("application/x-fake", answer.getBytes(StandardCharsets.UTF_8))
                            .withDevice(ImmutableMap.of("model", "fake"));
                }
            }
        }
    }

    /** An answer in a form of the DRM's own. */
    public static DrmAnswer answer(String text) {
        return DrmAnswer.of("application/x-fake", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A working part that passes every call on; tests override single methods. */
    public static class Forwarding implements DrmSystem {
        private final DrmSystem system;

        public Forwarding(DrmSystem system) {
            this.system = system;
        }

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            return system.parse(request);
        }

        @Override
        public DrmPolicy decode(EncodedPolicy policy) {
            return system.decode(policy);
        }

        @Override
        public License license(LicenseRequest request) {
            return system.license(request);
        }

        @Override
        public DrmAnswer document(DocumentRequest request) {
            return system.document(request);
        }

        @Override
        public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
            return system.tokenAnswer(grant);
        }

        @Override
        public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
            return system.refusalAnswer(refusal);
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
