package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.value.Hex;
import org.symbolon.testing.TestEncodedPolicy;

/** The bytes of a policy in a token. */
final class WidevinePolicyTest {
    private static final KeyRules FIRST = Licensing.LEAST_RULES;

    private static WidevinePolicy policy(KeyRules... rules) {
        return WidevinePolicy.builder().addKeyRules(rules).build();
    }

    private static WidevinePolicy decode(String policy, String... keys) {
        return WidevinePolicy.decode(TestEncodedPolicy.of(
                Hex.decode(policy), List.of(keys).stream().map(Hex::decode).toList()));
    }

    @Test
    void oneKey_isWrittenAsByReleasesBefore02_andReadFromTheirTokens() {
        WidevinePolicy policy = WidevinePolicy.builder()
                .addKeyRules(new KeyRules(SecurityLevel.HW_SECURE_ALL, Hdcp.HDCP_V2, TrackType.HD))
                .contentId("movie")
                .licenseDuration(Duration.ofHours(1))
                .rental(RentalTerms.builder()
                        .periodEnd(Instant.ofEpochMilli(0x19dee7be000L))
                        .playDuration(Duration.ofDays(1))
                        .build())
                .addExtensions(new Extension("wudo", "AQID"))
                .build();
        String bytes = "010105" + "020102" + "03020e10" + "0406019dee7be000" + "0503015180" + "0607" + "7775646f010203"
                + "8005" + "6d6f766965";

        TestEncodedPolicy encoded = TestEncodedPolicy.of(policy, 1);
        assertEquals(bytes, Hex.encode(encoded.policyBytes()));
        assertEquals("", Hex.encode(encoded.keyBytes().get(0)));
        assertEquals(policy, decode(bytes, ""));
    }

    @Test
    void leastPolicy_isTwoFields() {
        assertEquals(
                "0101010200", Hex.encode(TestEncodedPolicy.of(policy(FIRST), 1).policyBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "SW_SECURE_CRYPTO, HDCP_NONE, HD, ''",
        "HW_SECURE_ALL, HDCP_NONE, HD, 010105",
        "SW_SECURE_CRYPTO, HDCP_V2, HD, 020102",
        "SW_SECURE_CRYPTO, HDCP_NONE, UHD1, 810103",
        "SW_SECURE_CRYPTO, HDCP_NONE, SD, 8100",
        "HW_SECURE_CRYPTO, HDCP_V1, AUDIO, 010103020101810102"
    })
    void furtherKey_isWrittenOnlyWhereItDiffersFromTheFirst(
            SecurityLevel level, Hdcp hdcp, TrackType track, String bytes) {
        WidevinePolicy policy = policy(FIRST, new KeyRules(level, hdcp, track));
        TestEncodedPolicy encoded = TestEncodedPolicy.of(policy, 2);

        assertEquals("0101010200", Hex.encode(encoded.policyBytes()));
        assertEquals("", Hex.encode(encoded.keyBytes().get(0)));
        assertEquals(bytes, Hex.encode(encoded.keyBytes().get(1)));
        assertEquals(policy, WidevinePolicy.decode(encoded));
    }

    @Test
    void trackOfTheFirstKey_isWrittenIfItIsNotHd_andFurtherKeysMayGoBackToHd() {
        WidevinePolicy policy = policy(new KeyRules(FIRST.securityLevel(), FIRST.hdcp(), TrackType.AUDIO), FIRST);
        TestEncodedPolicy encoded = TestEncodedPolicy.of(policy, 2);

        assertEquals("0101010200810102", Hex.encode(encoded.policyBytes()));
        assertEquals("810101", Hex.encode(encoded.keyBytes().get(1)));
        assertEquals(policy, WidevinePolicy.decode(encoded));
    }

    /** Unknown values of each rule, and policies without a level or without an output protection. */
    @ParameterizedTest
    @ValueSource(strings = {"0101060200", "01000200", "010101020103", "0101010200810105", "0200", "010101", ""})
    void unknownOrMissingRule_isRefused(String policy) {
        assertThrows(MalformedFieldsException.class, () -> decode(policy, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010106", "0100", "020103", "810105", "4d0161", "030101"})
    void unknownRuleOfOneKey_isRefused(String key) {
        assertThrows(MalformedFieldsException.class, () -> decode("0101010200", "", key));
    }
}
