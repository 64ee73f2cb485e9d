package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** Who may ask, and whether the DRM is open to them. */
class AuthenticationTest {
    private static final String REST = "&level=1&kid=^k&contentKey=KEY";
    private static final String ALL_WRONG = "&level=9&kid=^&contentKey=x&cookie=\n&useHttps=1";

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "201722,1ad8eed133edf43cbcc185f0236828ae | PRODUCTION | issued",
                "201722,1AD8EED133EDF43CBCC185F0236828AE | PRODUCTION | issued",
                "201722,2ad8eed133edf43cbcc185f0236828ae | TEST       | issued",
                "201722,2ad8eed133edf43cbcc185f0236828ae | PRODUCTION | -2018",
                "201722,1ad8eed133edf43cbcc185f0236828ae | TEST       | -2018",
                "201722,1ad8eed133edf43cbcc185f0236828af | PRODUCTION | -2018",
                "201723,1ad8eed133edf43cbcc185f0236828ae | PRODUCTION | -2018",
                "201722                                  | PRODUCTION | -2018",
                "''                                      | PRODUCTION | -2017"
            })
    void authenticator_byEnvironment(String authenticator, Environment environment, String outcome) {
        TokenRequest request = issuing.request(Caller.of(environment), "customerAuthenticator=" + authenticator + REST);
        assertEquals(outcome, issuing.outcome(request));
    }

    @Test
    void unknownCustomerAndWrongSecret_lookTheSame() {
        assertEquals(
                issuing.violation("customerAuthenticator=1,1ad8eed133edf43cbcc185f0236828ae"),
                issuing.violation("customerAuthenticator=201722,00000000000000000000000000000000"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', -2017",
        "customerAuthenticator=, -2017",
        "customerAuthenticator=x, -2018",
        "AUTH&customerAuthenticator=x, -2018",
        "errorFormat=xml, -3004 -2017",
        "errorFormat=xml&customerAuthenticator=x, -3004 -2018"
    })
    void callerThatIsNotAuthenticated_isToldNothingFurther(String query, String codes) {
        TokenRequest request = issuing.request(query + ALL_WRONG);
        assertEquals(codes, issuing.outcome(request));
        TokenRefusedException refusal = issuing.refusal(request).orElseThrow();
        assertEquals(Optional.empty(), refusal.account());
        assertEquals(Optional.empty(), refusal.cookie());
        assertEquals(ImmutableSet.of(), refusal.ignoredParameters());
        assertEquals(
                ErrorKind.AUTHENTICATION,
                refusal.violations().get(refusal.violations().size() - 1).kind());
    }

    @Test
    void disabledAccount_isRefusedWith2031AndNothingFurther() {
        issuing.with(account -> account.active(false)
                .options(ImmutableMap.of(new DrmId("fk"), DrmOption.DISABLED))
                .addAllowedNetworks(Network.parse("10.0.0.0/8").orElseThrow()));
        assertEquals("-2031", issuing.outcome("AUTH" + ALL_WRONG));
        assertEquals("-3004 -2031", issuing.outcome("AUTH&errorFormat=xml" + ALL_WRONG));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, issued", "::ffff:10.1.2.3, issued", "11.1.2.3, -2003", "::1, -2003"})
    void callFromOutsideTheNetworks_isRefusedWith2003(String caller, String outcome) {
        issuing.with(account ->
                account.addAllowedNetworks(Network.parse("10.0.0.0/8").orElseThrow()));
        Caller from = Caller.of(Environment.PRODUCTION, InetAddresses.forString(caller));
        TokenRequest request = issuing.request(from, "AUTH" + REST);
        assertEquals(outcome, issuing.outcome(request));
    }

    @Test
    void callFromNobodyKnowsWhere_isRefusedWhereNetworksAreListed() {
        assertEquals("issued", issuing.outcome("AUTH" + REST));
        issuing.with(
                account -> account.addAllowedNetworks(Network.parse("0.0.0.0/0").orElseThrow()));
        assertEquals("-2003", issuing.outcome("AUTH" + ALL_WRONG));
    }

    @Test
    void option_disabledOrAbsent_isRefusedBeforeTheParameters() {
        issuing.with(account -> account.options(ImmutableMap.of(new DrmId("fk"), DrmOption.DISABLED)));
        assertEquals("-9011", issuing.outcome("AUTH" + REST));
        assertEquals("-3004 -9011 -4022 -2027 -2033 -9004", issuing.outcome("AUTH&errorFormat=xml" + ALL_WRONG));
        issuing.with(account -> account.options(ImmutableMap.of(new DrmId("other"), DrmOption.ENABLED)));
        assertEquals("-9006", issuing.outcome("AUTH" + REST));
        assertEquals("-9006 -4022 -2027 -2033 -9004", issuing.outcome("AUTH" + ALL_WRONG));
    }

    @Test
    void refusalOfAKnownCaller_saysWhoAskedAndWhatHadNoEffect() {
        TokenRefusedException refusal =
                issuing.refusal(issuing.request("AUTH&cookie=c&useHttps=no")).orElseThrow();
        assertEquals(Optional.of(Issuing.ACCOUNT), refusal.account());
        assertEquals(Optional.of("c"), refusal.cookie());
        assertEquals(ImmutableSet.of("useHttps"), refusal.ignoredParameters());
    }

    @Test
    void drmThatIsNotThere_isTheCallersBug() {
        TokenRequest request =
                TokenRequest.of(new DrmId("xx"), Caller.of(Environment.PRODUCTION), Issuing.parameters("AUTH" + REST));
        assertThrows(IllegalArgumentException.class, () -> issuing.issuer().issue(request));
    }
}
