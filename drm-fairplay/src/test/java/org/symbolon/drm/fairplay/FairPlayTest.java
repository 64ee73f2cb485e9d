package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.testing.TestEncodedPolicy;
import org.symbolon.testing.TestService;

/** The rows of the FairPlay table and of the rental rules, the policy's form in a token, and typed requests. */
final class FairPlayTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final TestService SERVICE = service();
    private static final DrmSystem SYSTEM = new FairPlayPlugin().create(Ksm.CONTEXT);
    private static final String VALID = "iv=00112233445566778899aabbccddeeff";

    private static TestService service() {
        TestService service = TestService.of(new FairPlayPlugin());
        service.at(NOW);
        return service;
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private static List<Integer> codes(String query) {
        return SERVICE.codes(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "iv=", "iv=00", "iv=zz112233445566778899aabbccddeeff", VALID + "&iv=0"})
    void iv_isRequiredAs16Bytes(String query) {
        assertEquals(List.of(-6003), codes(query));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rentalDuration=-1 | -6007",
                "rentalDuration=x | -6007",
                "rentalDuration=4294967296 | -6007",
                "rentalDuration=1&rentalDuration=2 | -6007",
                "rentalDuration=01 | -6007",
                "playbackDuration=0 | -2025",
                "playbackDuration=1&playbackDuration=2 | -2025",
                "outputControlFlags=0 | -2040",
                "outputControlFlags=0000000g | -2040",
                "outputControlFlags= | -2035",
                "hdcpOutputControl=x | -2008",
                "hdcpOutputControl=0&hdcpOutputControl=1 | -2008",
                "hdcpOutputControl=3 | -2034",
                "hdcpOutputControl=00 | -2034",
                "hdcpOutputControl=-1 | -2034",
                "hdcpOutputControl= | -2035",
                "generalFlags=00000001 | -5003",
                "rentalDuration= | -2035",
                "fpExtension=wudo | -6001",
                "fpExtension=wud,AAAA | -2036",
                "fpExtension=wudo,* | -2037",
                "fpExtension=wudo, | -2035",
                "rightsType= | -2020",
                "rightsType=Borrowed | -2021",
                "rightsType=BuyToOwn&rightsType=Rental | -2021",
                "rental.periodEndTime=+60 | -2020",
                "rental.playDuration=60 | -2020",
                "rental.playDuration=60&rightsType= | -2020",
                "rightsType=Rental&rental.playDuration=60 | -2022",
                "rightsType=Rental&rental.periodEndTime=+060 | -2025",
                "rightsType=Rental | -2022",
                "rightsType=Rental&rental.periodEndTime= | -2022",
                "rightsType=Rental&rental.periodEndTime=soon | -2025",
                "rightsType=Rental&rental.periodEndTime=+60&rental.playDuration= | -2023",
                "rightsType=Rental&rental.periodEndTime=+60&rental.playDuration=0 | -2025",
                "rightsType=Rental&rental.periodEndTime=+60&rental.playDuration=x | -2025"
            })
    void optionalParameter_isHeldToItsRow(String pair, int code) {
        assertEquals(List.of(code), codes(VALID + "&" + pair));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rightsType=BuyToOwn | ",
                "rightsType=BuyToOwn&rental.playDuration=60 | rental.playDuration",
                "rightsType=BuyToOwn&rental.playDuration=x&rental.periodEndTime= | rental.periodEndTime,rental.playDuration",
                "rightsType=BuyToOwn&outputControlFlags=DEADbeef | outputControlFlags",
                "rightsType=BuyToOwn&hdcpOutputControl=2 | hdcpOutputControl",
                "rightsType=BuyToOwn&hdcpOutputControl.0=9&trackType=1&securityLevel=5 | hdcpOutputControl.0,trackType,securityLevel"
            })
    void parameterWithoutEffect_isNamedAsIgnored_andNotInTheToken(String query, String names) {
        IssuedToken token = SERVICE.issue(VALID + "&" + query);
        assertEquals(
                names == null
                        ? ImmutableSet.of()
                        : ImmutableSet.copyOf(Splitter.on(',').split(names)),
                token.ignoredParameters());
        assertEquals(SERVICE.policy(VALID + "&rightsType=BuyToOwn"), SERVICE.policy(token));
    }

    /** Each row: defaults of the account, a request, and its violations. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rental.playDuration=60      |                                                     | []",
                "rental.periodEndTime=+60    |                                                     | []",
                "rental.periodEndTime=+60    | &rightsType=BuyToOwn                                | []",
                "rental.periodEndTime=+60    | &rightsType=Rental                                  | []",
                "rightsType=BuyToOwn         | &rental.playDuration=60                             | []",
                "rightsType=Rental           |                                                     | []",
                "rightsType=Rental           | &rental.playDuration=60                             | []",
                "rightsType=Rental           | &rental.playDuration=60&rental.periodEndTime=+60    | []",
                "rentalDuration=60           | &rightsType=BuyToOwn                                | []",
                "hdcpOutputControl=1         |                                                     | []",
                "outputControlFlags=00000000 |                                                     | []"
            })
    void accountsDefault_standsInForAValue_butIsNeverGiven(String defaults, String query, String codes) {
        try (TestService service = TestService.of(new FairPlayPlugin())) {
            service.symbolon()
                    .accounts()
                    .change(
                            TestService.ACCOUNT,
                            account -> Account.builder()
                                    .from(account.orElseThrow())
                                    .putDefaults(
                                            FairPlayPlugin.ID,
                                            ImmutableMap.copyOf(Splitter.on(',')
                                                    .withKeyValueSeparator('=')
                                                    .split(defaults)))
                                    .build());
            String request = VALID + (query == null ? "" : query);
            assertEquals(codes, service.codes(request).toString());
            ImmutableSet<String> ignored = service.issue(request).ignoredParameters();
            assertEquals(
                    defaults.startsWith("rightsType=BuyToOwn")
                            ? ImmutableSet.of("rental.playDuration")
                            : ImmutableSet.of(),
                    ignored);
        }
    }

    @Test
    void persistence_isNotForFairPlay() {
        try (TestService service = TestService.of(new FairPlayPlugin())) {
            service.symbolon()
                    .accounts()
                    .change(
                            TestService.ACCOUNT,
                            account -> Account.builder()
                                    .from(account.orElseThrow())
                                    .persistence(true)
                                    .build());
            assertEquals(List.of(-5003), service.codes(VALID + "&generalFlags=0001"));
        }
    }

    @Test
    void everyViolation_isNotedInTheOrderOfTheTable() {
        assertEquals(
                List.of(-6003, -6007, -2037, -2022, -2025),
                codes("rental.playDuration=0&rightsType=Rental&fpExtension=wudo,*&rentalDuration=x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VALID,
                VALID + "&rentalDuration=4294967295",
                VALID + "&rentalDuration=60&playbackDuration=30&fpExtension=wudo,AAAAAA==&rightsType=Rental"
                        + "&rental.periodEndTime=2026-06-01T00:00:00Z&rental.playDuration=86400",
                VALID + "&rightsType=BuyToOwn"
            })
    void policy_comesBackFromATokenAsItWas(String query) {
        DrmPolicy policy = SERVICE.policy(query);
        DrmPolicy decoded = SERVICE.policy(SERVICE.issue(query));

        assertEquals(policy, decoded);
        assertEquals(
                ImmutableList.copyOf(Splitter.on('&').split(query)),
                decoded.parameters().entries().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    @Test
    void policyWithAnUnknownRule_isRefused() {
        TestEncodedPolicy newer =
                TestEncodedPolicy.of(fields -> fields.bytes(1, Ksm.CONTENT_IV).text(77, "new"));
        assertThrows(MalformedFieldsException.class, () -> SYSTEM.decode(newer));
    }

    @Test
    void policyWithAnUnknownRuleOfAKey_isRefused() {
        TestEncodedPolicy policy = TestEncodedPolicy.of(SERVICE.policy(VALID), 2);
        assertEquals(SERVICE.policy(VALID), SYSTEM.decode(policy));
        TestEncodedPolicy newer =
                policy.withKey(1, new FieldWriter().text(77, "new").toBytes());
        assertThrows(MalformedFieldsException.class, () -> SYSTEM.decode(newer));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void policyWithoutAnIvOf16Bytes_isRefused(int length) {
        TestEncodedPolicy policy = TestEncodedPolicy.of(fields -> fields.bytes(1, new byte[length]));
        assertThrows(MalformedFieldsException.class, () -> SYSTEM.decode(policy));
        assertThrows(
                MalformedFieldsException.class,
                () -> SYSTEM.decode(TestEncodedPolicy.of(fields -> fields.number(2, 1))));
    }

    @Test
    void policy_isWrittenAsByReleasesBefore02_alsoWithSeveralKeys() {
        DrmPolicy policy = SERVICE.policy(VALID + "&rentalDuration=60&rightsType=BuyToOwn");
        TestEncodedPolicy encoded = TestEncodedPolicy.of(policy, 2);
        assertEquals(
                "0110" + "00112233445566778899aabbccddeeff" + "02013c" + "8008" + "427579546f4f776e",
                Hex.encode(encoded.policyBytes()));
        encoded.keyBytes().forEach(ofKey -> assertEquals(0, ofKey.length));
    }

    @Test
    void rentalDurationOfZero_isNoLimit() {
        assertEquals(SERVICE.policy(VALID), SERVICE.policy(VALID + "&rentalDuration=0"));
    }

    @Test
    void typedRequest_becomesATokenWithItsRules() {
        String secret = TestService.parameters("").first("customerAuthenticator");
        Instant periodEnd = NOW.plus(Duration.ofDays(2));
        IssuedToken issued = SERVICE.symbolon()
                .issue(
                        Environment.PRODUCTION,
                        FairPlayTokenRequest.builder()
                                .customerAuthenticator(
                                        CustomerAuthenticator.parse(secret).value())
                                .contentKey(ContentKey.of(new byte[16]))
                                .iv(InitializationVector.of(new byte[16]))
                                .rentalDuration(Duration.ofHours(1))
                                .playbackDuration(Duration.ofMinutes(1))
                                .rightsType(RightsType.RENTED)
                                .rentalPeriodEnd(periodEnd)
                                .build());

        assertEquals(
                ImmutableListMultimap.builder()
                        .put("iv", "0".repeat(32))
                        .put("rentalDuration", "3600")
                        .put("playbackDuration", "60")
                        .put("rightsType", "Rental")
                        .put("rental.periodEndTime", periodEnd.toString())
                        .build(),
                SERVICE.policy(issued).parameters());
    }
}
