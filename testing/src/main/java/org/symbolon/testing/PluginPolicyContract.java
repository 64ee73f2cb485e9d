package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.issue.IssuedToken;

/** A part of {@link DrmPluginContract}: how a plug-in writes policies into tokens and reads them back. */
public interface PluginPolicyContract extends PluginUnderTest {

    private PluginRequests requests() {
        return new PluginRequests(this);
    }

    @Test
    default void policy_survivesTheRoundTrip() {
        try (TestService service = requests().service()) {
            assertSurvives(service, requests().query(), 1);
        }
    }

    @Test
    default void policyOfSeveralKeys_survivesTheRoundTrip() {
        try (TestService service = requests().service()) {
            for (int keys : requests().keyCounts()) {
                assertSurvives(service, requests().queryOfKeys(keys), keys);
            }
        }
    }

    private static void assertSurvives(TestService service, String query, int keys) {
        IssuedToken issued = service.issue(query);
        DrmPolicy written = service.policy(query);
        DrmPolicy read = service.policy(issued);
        assertEquals(keys, service.claims(issued).keys().size());
        assertEquals(written.parameters(), read.parameters());
        TestEncodedPolicy before = TestEncodedPolicy.of(written, keys);
        TestEncodedPolicy after = TestEncodedPolicy.of(read, keys);
        assertArrayEquals(before.policyBytes(), after.policyBytes(), "what was read is written in the same way");
        for (int key = 0; key < keys; key++) {
            assertArrayEquals(before.keyBytes().get(key), after.keyBytes().get(key), "key " + key);
        }
        assertEquals(ImmutableList.of(), service.faults());
    }

    /**
     * Calls the code with the working part and with the policies of valid requests: one key, and several if the DRM
     * allows them.
     */
    private void withPolicies(PolicyTest test) {
        try (TestService service = requests().service()) {
            DrmContext context = TestContext.at(TestService.NOW).withSettings(settings());
            try (DrmSystem system = plugin().create(context)) {
                test.run(system, TestEncodedPolicy.of(service.policy(requests().query()), 1));
                for (int keys : requests().keyCounts()) {
                    test.run(
                            system,
                            TestEncodedPolicy.of(service.policy(requests().queryOfKeys(keys)), keys));
                }
            }
        }
    }

    /** A test of decoding. */
    @FunctionalInterface
    interface PolicyTest {

        /** Tests the working part with the policy of a valid request. */
        void run(DrmSystem system, TestEncodedPolicy policy);
    }

    private static byte[] with(byte[] fields, int tag) {
        return Bytes.concat(
                fields, new FieldWriter().text(tag, "of a newer release").toBytes());
    }

    @Test
    default void unknownOptionalField_isSkipped() {
        int tag = unknownOptionalTag();
        assertTrue(tag >= FieldWriter.OPTIONAL);
        withPolicies((system, policy) -> {
            DrmPolicy expected = system.decode(policy);
            assertEquals(
                    expected.parameters(),
                    system.decode(policy.withPolicy(with(policy.policyBytes(), tag)))
                            .parameters());
            for (int key = 0; key < policy.keyBytes().size(); key++) {
                assertEquals(
                        expected.parameters(),
                        system.decode(policy.withKey(key, with(policy.keyBytes().get(key), tag)))
                                .parameters());
            }
        });
    }

    @Test
    default void unknownRequiredField_isRefused() {
        int tag = unknownRequiredTag();
        assertTrue(tag < FieldWriter.OPTIONAL);
        withPolicies((system, policy) -> {
            TestEncodedPolicy newer = policy.withPolicy(with(policy.policyBytes(), tag));
            assertThrows(MalformedFieldsException.class, () -> system.decode(newer));
            for (int key = 0; key < policy.keyBytes().size(); key++) {
                TestEncodedPolicy newerKey =
                        policy.withKey(key, with(policy.keyBytes().get(key), tag));
                assertThrows(
                        MalformedFieldsException.class,
                        () -> system.decode(newerKey),
                        "a required field of a key is not refused; call skip() for unknown fields of keyFields() too");
            }
        });
    }

    @Test
    default void changedFields_areReadOrRefusedAsMalformed() {
        Mutations.Allowance allowance = new Mutations.Allowance(1_000_000, 1_000);
        withPolicies((system, policy) -> {
            Mutations.run(
                    2_000, allowance, List.of(policy.policyBytes()), bytes -> decode(system, policy.withPolicy(bytes)));
            int last = policy.keyBytes().size() - 1;
            byte[] valid = policy.keyBytes().get(last);
            Mutations.run(
                    2_000,
                    allowance,
                    List.of(valid, policy.policyBytes()),
                    bytes -> decode(system, policy.withKey(last, bytes)));
        });
    }

    private static void decode(DrmSystem system, TestEncodedPolicy policy) {
        try {
            DrmPolicy read = system.decode(policy);
            assertTrue(read.parameters() != null);
        } catch (MalformedFieldsException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank(), "the message names the field");
        }
    }

    @Test
    default void close_afterUseAndWithoutUse_works() {
        DrmContext context = TestContext.at(TestService.NOW).withSettings(settings());
        plugin().create(context).close();
        withPolicies((system, policy) -> assertTrue(system.decode(policy) != null));
    }
}
