package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.MalformedFieldsException;
import org.symbolon.core.token.OpenedToken;
import org.symbolon.core.token.SealedToken;

/** The rows of the FairPlay table and of the rental rules, the policy's form in a token, and typed requests. */
final class FairPlayTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final DrmSystem SYSTEM = new FairPlayPlugin().create(Ksm.CONTEXT);
    private static final String VALID = "iv=00112233445566778899aabbccddeeff";

    private static ParameterReader reader(String query) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (String pair : Splitter.on('&').omitEmptyStrings().split(query)) {
            List<String> parts = Splitter.on('=').limit(2).splitToList(pair);
            parameters.add(parts.get(0), parts.get(1));
        }
        return new ParameterReader(parameters.build());
    }

    private static List<Integer> codes(String query) {
        ParameterReader reader = reader(query);
        SYSTEM.parse(reader, NOW);
        return reader.violations().stream().map(v -> v.code().number()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "iv=", "iv=00", "iv=zz112233445566778899aabbccddeeff", VALID + "&" + VALID})
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
                "rentalDuration=1&rentalDuration=1 | -6007",
                "rentalDuration= | -2035",
                "fpExtension=wudo | -6001",
                "fpExtension=wud,AAAA | -2036",
                "fpExtension=wudo,* | -2037",
                "fpExtension=wudo, | -2035",
                "rightsType= | -2020",
                "rightsType=Borrowed | -2021",
                "rightsType=BuyToOwn&rightsType=BuyToOwn | -2021",
                "rental.periodEndTime=+60 | -2020",
                "rental.playDuration=60 | -2020",
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
                VALID + "&rentalDuration=60&fpExtension=wudo,AAAAAA==&rightsType=Rental"
                        + "&rental.periodEndTime=2026-06-01T00:00:00Z&rental.playDuration=86400",
                VALID + "&rightsType=BuyToOwn"
            })
    void policy_comesBackFromATokenAsItWas(String query) {
        Optional<DrmPolicy> policy = SYSTEM.parse(reader(query), NOW);
        DrmPolicy decoded = SYSTEM.decode(EncodedPolicy.of(policy.orElseThrow()));

        assertEquals(policy.get(), decoded);
        assertEquals(
                ImmutableList.copyOf(Splitter.on('&').split(query)),
                decoded.parameters().entries().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    @Test
    void policyWithAnUnknownRule_isRefused() {
        EncodedPolicy newer = EncodedPolicy.of(fields -> fields.text(77, "new"));
        assertThrows(MalformedFieldsException.class, () -> SYSTEM.decode(newer));
    }

    @Test
    void rentalDurationOfZero_isNoLimit() {
        DrmPolicy policy =
                SYSTEM.parse(reader(VALID + "&rentalDuration=0"), NOW).orElseThrow();
        assertEquals(SYSTEM.parse(reader(VALID), NOW).orElseThrow(), policy);
    }

    @Test
    void typedRequest_becomesATokenWithItsRules() {
        try (Symbolon symbolon = Symbolon.builder().build()) {
            CustomerAuthenticator authenticator = CustomerAuthenticator.parse("7,1ad8eed133edf43cbcc185f0236828ae")
                    .value();
            AccountId id = authenticator.account();
            symbolon.accounts()
                    .change(
                            id,
                            absent -> Account.builder()
                                    .id(id)
                                    .putOptions(FairPlayPlugin.ID, DrmOption.ENABLED)
                                    .addAuthenticators(
                                            Authenticator.of(id, Environment.PRODUCTION, authenticator.secret()))
                                    .build());
            Instant periodEnd =
                    Instant.now().plus(Duration.ofDays(2)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
            IssuedToken issued = symbolon.issue(
                    Environment.PRODUCTION,
                    FairPlayTokenRequest.builder()
                            .customerAuthenticator(authenticator)
                            .contentKey(ContentKey.of(new byte[16]))
                            .iv(InitializationVector.of(new byte[16]))
                            .rentalDuration(Duration.ofHours(1))
                            .rightsType(RightsType.RENTED)
                            .rentalPeriodEnd(periodEnd)
                            .build());

            String url = issued.licenseUrl();
            OpenedToken opened = symbolon.sealer()
                    .open(new SealedToken(url.substring(url.indexOf('=') + 1)))
                    .orElseThrow();
            assertEquals(
                    ImmutableListMultimap.builder()
                            .put("iv", "0".repeat(32))
                            .put("rentalDuration", "3600")
                            .put("rightsType", "Rental")
                            .put("rental.periodEndTime", periodEnd.toString())
                            .build(),
                    SYSTEM.decode(opened.claims().policy()).parameters());
        }
    }
}
