package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestEncodedPolicy;
import org.symbolon.testing.TestService;

/** The rows of the Widevine table, the policy's form in a token, and typed requests. */
final class WidevineTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String VALID = "securityLevel=1&hdcpOutputControl=0";
    private static final TestService SERVICE = service();
    private static final DrmSystem SYSTEM = new WidevinePlugin().create(TestContext.at(NOW));

    private static TestService service() {
        TestService service = TestService.of(new WidevinePlugin());
        service.at(NOW);
        return service;
    }

    @AfterAll
    static void close() {
        SERVICE.close();
        SYSTEM.close();
    }

    private static List<Integer> codes(String query) {
        return SERVICE.codes(query);
    }

    private static DrmPolicy policy(String query) {
        assertEquals(ImmutableList.of(), SERVICE.violations(query));
        return SERVICE.policy(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hdcpOutputControl=0 | -7003",
                "securityLevel=&hdcpOutputControl=0 | -7003",
                "securityLevel=0&hdcpOutputControl=0 | -7004",
                "securityLevel=6&hdcpOutputControl=0 | -7004",
                "securityLevel=one&hdcpOutputControl=0 | -7004",
                "securityLevel=1&securityLevel=2&hdcpOutputControl=0 | -7004",
                "securityLevel=01&hdcpOutputControl=0 | -7004",
                "securityLevel=+1&hdcpOutputControl=0 | -7004",
                "securityLevel= 1&hdcpOutputControl=0 | -7004",
                "securityLevel=-1&hdcpOutputControl=0 | -7004",
                "securityLevel=1 | -7006",
                "securityLevel=1&hdcpOutputControl= | -7006",
                "securityLevel=1&hdcpOutputControl=x | -2008",
                "securityLevel=1&hdcpOutputControl=0&hdcpOutputControl=1 | -2008",
                "securityLevel=1&hdcpOutputControl=0x1 | -2008",
                "securityLevel=1&hdcpOutputControl=1.0 | -2008",
                "securityLevel=1&hdcpOutputControl=- | -2008",
                "securityLevel=1&hdcpOutputControl=00 | -2034",
                "securityLevel=1&hdcpOutputControl=01 | -2034",
                "securityLevel=1&hdcpOutputControl=+1 | -2034",
                "securityLevel=1&hdcpOutputControl=3 | -2034",
                "securityLevel=1&hdcpOutputControl=-1 | -2034",
                "securityLevel=1&hdcpOutputControl=99999999999999999999 | -2034"
            })
    void requiredParameter_isHeldToItsRow(String query, int code) {
        assertEquals(List.of(code), codes(query));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contentId= | -2035",
                "contentId=a&contentId=b | -6005",
                "licenseDuration=0 | -7007",
                "licenseDuration=-1 | -7007",
                "playbackDuration=0 | -7007",
                "playbackDuration=4294967296 | -7007",
                "playbackDuration=1&playbackDuration=2 | -7007",
                "licenseDuration=1.5 | -7007",
                "licenseDuration=soon | -7007",
                "licenseDuration=4294967296 | -7007",
                "licenseDuration=99999999999999999999 | -7007",
                "rightsType=Rental&rightsType=BuyToOwn | -2025",
                "rightsType=BuyToOwn&rightsType=Rental | -2025",
                "trackType=1&trackType=2 | -6005",
                "licenseDuration=1&licenseDuration=2 | -7007",
                "licenseDuration=01 | -7007",
                "rentalDuration=x | -6007",
                "rentalDuration=-1 | -6007",
                "rentalDuration=060 | -6007",
                "rentalDuration=1.5 | -6007",
                "rentalDuration=4294967296 | -6007",
                "rentalDuration=1&rentalDuration=2 | -6007",
                "rentalDuration= | -2035",
                "outputControlFlags= | -2035",
                "outputControlFlags=0000 | -2040",
                "outputControlFlags=0000000g | -2040",
                "outputControlFlags=000000000 | -2040",
                "outputControlFlags=00000000&outputControlFlags=00000001 | -2040",
                "generalFlags=00000001 | -5003",
                "generalFlags=0001 | -5003",
                "licenseDuration= | -2035",
                "wvExtension= | -2035",
                "wvExtension=wudo, | -2035",
                "wvExtension=wudo | -7009",
                "wvExtension=wud,AAAA | -2036",
                "wvExtension=wudoo,AAAA | -2036",
                "wvExtension=wudö,AAAA | -2036",
                "wvExtension=wudo,* | -2037",
                "wvExtension=wudo,A | -2037",
                "rightsType=Rental&rental.playDuration= | -2023",
                "rightsType=Rental&rental.playDuration=0 | -2025",
                "rightsType=Rental&rental.playDuration=060 | -2025",
                "rightsType=Rental&rental.periodEndTime= | -2022",
                "rightsType=Rental&rental.periodEndTime=soon | -2025",
                "rightsType=Rental&rental.periodEndTime=+060 | -2025",
                "rightsType=Rental&rental.periodEndTime=2026-05-01T12:00:00Z | -2025"
            })
    void optionalParameter_isHeldToItsRow(String pair, int code) {
        assertEquals(List.of(code), codes(VALID + "&" + pair));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contentId=movie 1",
                "licenseDuration=1",
                "wvExtension=wudo,AAAAAA==&wvExtension=wudo,AQID",
                "wvExtension=wudo, / /",
                "rightsType=anything",
                "rightsType=",
                "rightsType=BuyToOwn&rightsType=BuyToOwn",
                "securityLevel=1&hdcpOutputControl=0&licenseDuration=1&licenseDuration=1",
                "rightsType=Rental",
                "rightsType=Rental&rightsType=Rental",
                "rightsType=Rental&rental.playDuration=60",
                "rental.periodEndTime=soon&rental.playDuration=0",
                "rental.playDuration=",
                "rightsType=BuyToOwn&rental.periodEndTime=&rental.playDuration=x",
                "rentalDuration=0",
                "rentalDuration=4294967295",
                "outputControlFlags=00000000",
                "outputControlFlags=DEADbeef&outputControlFlags=DEADbeef",
                "generalFlags=00000000",
                "rightsType=Rental&rental.periodEndTime=+60&rental.playDuration=1"
            })
    void validParameter_isNoViolation(String pair) {
        assertEquals(List.of(), codes(VALID + "&" + pair));
    }

    @Test
    void contentId_isMeasuredInBytesOfUtf8() {
        assertEquals(List.of(), codes(VALID + "&contentId=" + "é".repeat(64)));
        assertEquals(List.of(-6005), codes(VALID + "&contentId=" + "é".repeat(64) + "a"));
    }

    @Test
    void contentIdThatIsNotUnicode_isRefused() {
        assertEquals(List.of(-6005), codes(VALID + "&contentId=a\ud800b"));
    }

    @Test
    void extensions_areBoundedTogether() {
        String kilobyte = "A".repeat(1368) + "AA==";
        String two = VALID + "&wvExtension=aaaa," + kilobyte + "&wvExtension=bbbb,";
        assertEquals(List.of(), codes(two + "A".repeat(1360)));
        assertEquals(List.of(-7009), codes(two + kilobyte));
    }

    @Test
    void rightsTypeThatMeansNothingHere_isNamedAsIgnored() {
        assertEquals(
                ImmutableSet.of("rightsType"),
                SERVICE.issue(VALID + "&rightsType=BuyToOwn").ignoredParameters());
        assertEquals(
                ImmutableSet.of(),
                SERVICE.issue(VALID + "&rightsType=Rental&rental.periodEndTime=+60")
                        .ignoredParameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rental.playDuration=60 | rental.playDuration",
                "rental.periodEndTime=+60&rental.playDuration=0 | rental.periodEndTime,rental.playDuration",
                "rightsType=BuyToOwn&rental.playDuration=60 | rightsType,rental.playDuration",
                "rightsType=&rental.playDuration=60 | rightsType,rental.playDuration",
                "outputControlFlags=00000001 | outputControlFlags"
            })
    void parameterWithoutEffect_isNamedAsIgnored_andNotInTheToken(String query, String names) {
        IssuedToken token = SERVICE.issue(VALID + "&" + query);
        assertEquals(ImmutableSet.copyOf(Splitter.on(',').split(names)), token.ignoredParameters());
        assertEquals(policy(VALID), SERVICE.policy(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rightsType=Rental", "rentalDuration=60", "rightsType=Rental&rental.playDuration=60"})
    void parameterWithEffect_isNotNamedAsIgnored(String query) {
        assertEquals(ImmutableSet.of(), SERVICE.issue(VALID + "&" + query).ignoredParameters());
    }

    @Test
    void hdcpThatIsNoNumber_isShownInTheMessage() {
        assertEquals(
                "[-2008] Invalid output control flags specified: HDCP_V1",
                SERVICE.violations("securityLevel=1&hdcpOutputControl=HDCP_V1")
                        .get(0)
                        .message());
    }

    /** Each row: defaults of the account, a request, its violations, and what it ignores. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rentalDuration=60                        |                                    | []",
                "rental.playDuration=60                   |                                    | []",
                "rightsType=Rental                        |                                    | []",
                "rightsType=BuyToOwn                      | rental.playDuration=60             | [rental.playDuration]",
                "rightsType=BuyToOwn,trackType=9          |                                    | []",
                "outputControlFlags=00000000              |                                    | []",
                "rental.playDuration=60                   | rightsType=Rental                  | []"
            })
    void accountsDefault_neverCountsAsGiven(String defaults, String query, String ignored) {
        try (TestService service = TestService.of(new WidevinePlugin())) {
            service.symbolon()
                    .accounts()
                    .change(
                            TestService.ACCOUNT,
                            account -> Account.builder()
                                    .from(account.orElseThrow())
                                    .putDefaults(
                                            WidevinePlugin.ID,
                                            ImmutableMap.copyOf(Splitter.on(',')
                                                    .withKeyValueSeparator('=')
                                                    .split(defaults)))
                                    .build());
            String request = VALID + "&" + (query == null ? "" : query);
            assertEquals(List.of(), service.codes(request));
            assertEquals(ignored, service.issue(request).ignoredParameters().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"generalFlags=0001", "generalFlags=00000001"})
    void accountWithPersistence_mayAskForALicenceThatIsKept(String flags) {
        try (TestService service = TestService.of(new WidevinePlugin())) {
            service.symbolon()
                    .accounts()
                    .change(
                            TestService.ACCOUNT,
                            account -> Account.builder()
                                    .from(account.orElseThrow())
                                    .persistence(true)
                                    .build());
            IssuedToken token = service.issue(VALID + "&" + flags);
            assertEquals(
                    ImmutableList.of("00000001"),
                    service.policy(token).parameters().get("generalFlags"));
            assertEquals(ImmutableSet.of(), token.ignoredParameters());
            assertEquals(policy(VALID), service.policy(service.issue(VALID + "&generalFlags=0000")));
            assertEquals(List.of(-5003), service.codes(VALID + "&generalFlags=00000003"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VALID,
                "contentId=movie-1&securityLevel=5&hdcpOutputControl=2&licenseDuration=3600&playbackDuration=600&wvExtension=wudo,AAAAAA=="
                        + "&wvExtension=abcd,AQID&rentalDuration=172800&rightsType=Rental&rental.periodEndTime=2026-06-01T00:00:00Z&rental.playDuration=86400"
            })
    void policy_comesBackFromATokenAsItWas(String query) {
        DrmPolicy policy = policy(query);
        DrmPolicy decoded = SERVICE.policy(SERVICE.issue(query));

        assertEquals(policy, decoded);
        assertEquals(
                ImmutableList.copyOf(Splitter.on('&').split(query)),
                decoded.parameters().entries().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    @Test
    void fieldOfANewerVersion_isSkippedOnlyWhereItMayBe() {
        DrmPolicy policy = policy(VALID);
        TestEncodedPolicy skippable = TestEncodedPolicy.of(fields -> {
            policy.encode(fields);
            fields.text(FieldWriter.OPTIONAL + 77, "new");
        });
        TestEncodedPolicy critical = TestEncodedPolicy.of(fields -> {
            policy.encode(fields);
            fields.text(77, "new");
        });

        assertEquals(policy, SYSTEM.decode(skippable));
        assertThrows(MalformedFieldsException.class, () -> SYSTEM.decode(critical));
    }

    @Test
    void typedRequest_becomesATokenWithItsRules() {
        String secret = TestService.parameters("").first("customerAuthenticator");
        WidevineTokenRequest request = WidevineTokenRequest.builder()
                .customerAuthenticator(CustomerAuthenticator.parse(secret).value())
                .kid(KeyId.ofString("movie-1"))
                .contentKey(ContentKey.of(new byte[16]))
                .contentId("movie-1")
                .securityLevel(SecurityLevel.HW_SECURE_ALL)
                .hdcpOutputControl(Hdcp.HDCP_V2)
                .trackType(TrackType.UHD1)
                .licenseDuration(Duration.ofHours(1))
                .playbackDuration(Duration.ofMinutes(1))
                .addExtensions(new Extension("wudo", "AAAAAA=="))
                .rentalPlayDuration(Duration.ofDays(1))
                .rentalDuration(Duration.ofDays(2))
                .cookie("session-42")
                .build();

        IssuedToken issued = SERVICE.symbolon().issue(Environment.TEST, request);
        TokenClaims.Key key = SERVICE.claims(issued).keys().get(0);

        assertEquals(KeyId.ofString("movie-1"), key.kid().orElseThrow());
        assertEquals(ContentKey.of(new byte[16]), key.contentKey());
        assertEquals("session-42", issued.cookie().orElseThrow());
        assertEquals(
                ImmutableListMultimap.builder()
                        .put("contentId", "movie-1")
                        .put("securityLevel", "5")
                        .put("hdcpOutputControl", "2")
                        .put("trackType", "3")
                        .put("licenseDuration", "3600")
                        .put("playbackDuration", "60")
                        .put("wvExtension", "wudo,AAAAAA==")
                        .put("rentalDuration", "172800")
                        .put("rightsType", "Rental")
                        .put("rental.playDuration", "86400")
                        .build(),
                SERVICE.policy(issued).parameters());
        assertFalse(
                request.toString().contains(secret.substring(secret.indexOf(',') + 1, secret.indexOf(',') + 9)),
                request.toString());
        assertTrue(request.toString().contains("***"), request.toString());
    }
}
