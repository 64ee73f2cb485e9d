package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.value.Hex;

/** The sample keeps the contract, and plug-ins that break one of its rules do not pass. */
class DrmPluginContractTest implements DrmPluginContract {
    @Override
    public DrmPlugin plugin() {
        return new SamplePlugin();
    }

    @Override
    public ImmutableMap<String, String> parameters() {
        return ImmutableMap.of("level", "2", "deviceId", "tv");
    }

    @Override
    public ImmutableMap<String, String> parametersOfKey(int key) {
        return ImmutableMap.of("level", Integer.toString(1 + key % 3));
    }

    @Override
    public ImmutableMap<String, byte[]> credentialValues() {
        return ImmutableMap.of("mask", Bits.counting(0x51, 16));
    }

    private static void assertBroken(UnaryOperator<DrmSystem> change, Consumer<DrmPluginContract> test) {
        test.accept(SamplePlugin::new);
        assertThrows(Throwable.class, () -> test.accept(() -> new SamplePlugin(change)));
    }

    /** A working part that passes every call on, but for those that a test overrides. */
    private static class Changed implements DrmSystem {
        private final DrmSystem system;

        Changed(DrmSystem system) {
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
    }

    /** A policy with fixed fields and parameters. */
    private static DrmPolicy policy(Consumer<FieldWriter> fields, ImmutableListMultimap<String, String> parameters) {
        return new DrmPolicy() {
            @Override
            public void encode(FieldWriter writer) {
                fields.accept(writer);
            }

            @Override
            public ImmutableListMultimap<String, String> parameters() {
                return parameters;
            }
        };
    }

    @Test
    void decode_thatForgetsSomething_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public DrmPolicy decode(EncodedPolicy policy) {
                        return policy(fields -> fields.number(1, 1), ImmutableListMultimap.of("level", "1"));
                    }
                },
                DrmPluginContract::policy_survivesTheRoundTrip);
    }

    @Test
    void decode_thatSkipsEverything_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public DrmPolicy decode(EncodedPolicy policy) {
                        return policy(fields -> {}, ImmutableListMultimap.of());
                    }
                },
                DrmPluginContract::unknownRequiredField_isRefused);
    }

    @Test
    void decode_thatDoesNotLookAtTheFieldsOfKeys_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public DrmPolicy decode(EncodedPolicy policy) {
                        return super.decode(TestEncodedPolicy.of(bytes(policy.fields()), List.of(new byte[0])));
                    }
                },
                DrmPluginContract::unknownRequiredField_isRefused);
    }

    private static byte[] bytes(FieldReader fields) {
        FieldWriter copy = new FieldWriter();
        while (fields.next()) {
            copy.bytes(fields.tag(), fields.bytes());
        }
        return copy.toBytes();
    }

    @Test
    void decode_thatRefusesEveryUnknownField_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public DrmPolicy decode(EncodedPolicy policy) {
                        FieldReader fields = policy.fields();
                        while (fields.next()) {
                            if (fields.tag() > 2) {
                                throw new MalformedFieldsException("unknown");
                            }
                        }
                        return super.decode(policy);
                    }
                },
                DrmPluginContract::unknownOptionalField_isSkipped);
    }

    @Test
    void decode_thatThrowsAnythingElse_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public DrmPolicy decode(EncodedPolicy policy) {
                        FieldReader fields = policy.fields();
                        while (fields.next()) {
                            if (fields.tag() == 1 && fields.bytes().length > 1) {
                                throw new ArithmeticException("integer overflow");
                            }
                        }
                        return super.decode(policy);
                    }
                },
                DrmPluginContract::changedFields_areReadOrRefusedAsMalformed);
    }

    @Test
    void license_thatThrowsAnythingElse_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public License license(LicenseRequest request) {
                        throw new ArrayIndexOutOfBoundsException(7);
                    }
                },
                DrmPluginContract::anyChallenge_isAnsweredOrRefused_andNeverAFault);
    }

    @Test
    void parse_thatThrowsAnythingElse_isFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public Optional<DrmPolicy> parse(PolicyRequest request) {
                        if (request.says(SamplePlugin.LEVEL, "x")) {
                            throw new NumberFormatException("x");
                        }
                        return super.parse(request);
                    }
                },
                DrmPluginContract::anyText_isReadOrRefused_andNeverAFault);
    }

    @Test
    void deviceFacts_thatShowTheKey_areFound() {
        assertBroken(
                system -> new Changed(system) {
                    @Override
                    public License license(LicenseRequest request) {
                        byte[] key = request.claims().keys().get(0).contentKey().reveal();
                        return License.of("application/x-sample", new byte[0])
                                .withDevice(ImmutableMap.of("key", Hex.encode(key)));
                    }
                },
                DrmPluginContract::noText_showsASecret);
    }

    /** A challenge is no secret: a device's id may be all that it says. */
    @Test
    void deviceFacts_thatShowTheChallenge_areAllowed() {
        UnaryOperator<DrmSystem> showing = system -> new Changed(system) {
            @Override
            public License license(LicenseRequest request) {
                return License.of("application/x-sample", new byte[0])
                        .withDevice(ImmutableMap.of(
                                "challenge", Hex.encode(request.challenge().bytes())));
            }
        };
        DrmPluginContract contract = () -> new SamplePlugin(showing);
        contract.noText_showsASecret();
    }

    @Test
    void secrets_areFoundInEveryUsualForm() {
        byte[] secret = Bits.counting(0xf0, 16);
        SecretSearch search = new SecretSearch().add(secret);
        List<String> forms = new ArrayList<>(List.of(
                Hex.encode(secret),
                Hex.encode(secret).toUpperCase(Locale.ROOT),
                "key=" + Hex.encode(secret).substring(6),
                Base64.getEncoder().encodeToString(secret),
                Arrays.toString(secret)));
        forms.forEach(form -> assertThrows(AssertionError.class, () -> search.assertNotIn(form), form));
        search.assertNotIn("ContentKey[***] " + Hex.encode(Bits.counting(0, 16)));
        SecretSearch text = new SecretSearch().add("a password".getBytes(StandardCharsets.UTF_8));
        assertThrows(AssertionError.class, () -> text.assertNotIn("it is 'A password'"));
    }
}
