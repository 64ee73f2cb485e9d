package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.token.LicenseUrls;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** What comes of a request that is granted. */
class IssuedTokenTest {
    private static final DrmId FK = new DrmId("fk");
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY";

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    @Test
    void licenseUrl_isTheBaseOfTheEnvironmentThePathOfTheDrmAndTheToken() {
        assertTrue(issuing.issue(VALID)
                .licenseUrl()
                .matches("https://fk\\.example\\.com/hms/fk/rights/\\?ExpressPlayToken=[A-Za-z0-9_-]+"));
        TokenRequest test = issuing.request(
                Caller.of(Environment.TEST),
                "level=1&kid=^k&contentKey=KEY&customerAuthenticator=" + Issuing.ACCOUNT + "," + Issuing.TEST_SECRET);
        assertTrue(issuing.issuer()
                .issue(test)
                .licenseUrl()
                .startsWith("http://localhost:8080/hms/fk/rights/?ExpressPlayToken="));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, https, ''",
        "1, true, https, ''",
        "true, false, http, useHttps",
        "TRUE, true, http, useHttps",
        "yes, true, http, useHttps",
        "0, true, http, useHttps",
        "'', true, http, useHttps"
    })
    void useHttps_isGrantedWhereTheServiceIsReachedOverHttps(
            String value, boolean https, String scheme, String ignored) {
        Caller caller = Caller.of(Environment.TEST);
        IssuedToken issued = issuing.issuer().issue(testRequest(https ? caller.overHttps() : caller, value));
        assertTrue(issued.licenseUrl().startsWith(scheme + "://localhost:8080/hms/fk/rights/?ExpressPlayToken="));
        assertEquals(ignored, String.join(",", issued.ignoredParameters()));
    }

    private TokenRequest testRequest(Caller caller, String useHttps) {
        return issuing.request(
                caller,
                "level=1&kid=^k&contentKey=KEY&customerAuthenticator=" + Issuing.ACCOUNT + "," + Issuing.TEST_SECRET
                        + "&useHttps=" + useHttps);
    }

    @Test
    void callerOverHttps_whoDoesNotAskForHttps_getsTheBaseAsItIs() {
        TokenRequest request = issuing.request(
                Caller.of(Environment.TEST).overHttps(),
                "level=1&kid=^k&contentKey=KEY&customerAuthenticator=" + Issuing.ACCOUNT + "," + Issuing.TEST_SECRET);
        assertTrue(issuing.issuer().issue(request).licenseUrl().startsWith("http://"));
    }

    @Test
    void useHttps_whereTheBaseIsHttpsAnyway_isNotNamedAsIgnored() {
        assertEquals(ImmutableSet.of(), issuing.issue(VALID + "&useHttps=true").ignoredParameters());
        assertEquals(
                ImmutableSet.of("useHttps"),
                issuing.issue(VALID + "&useHttps=false").ignoredParameters());
    }

    @Test
    void licenseUrl_thatWouldBeTooLong_isRefusedBeforeItCostsAToken() {
        int length = issuing.issue(VALID).licenseUrl().length();
        issuing.metered(1).longestUrl(length - 1);
        Violation violation = issuing.violation(VALID);
        assertEquals(-6005, violation.code().number());
        assertEquals(
                "the licence URL would have " + length + " characters, and the service takes at most " + (length - 1)
                        + "; send fewer keys or extensions, or raise http.line.max",
                violation.rule());
        assertThrows(
                TokenRefusedException.class,
                () -> issuing.issuer().prepare(issuing.request(VALID)).tryIssueWithoutBlocking());
        assertEquals("issued", issuing.longestUrl(length).outcome(VALID));
        assertEquals("-2019", issuing.outcome(VALID));
    }

    @Test
    void licenseUrls_withoutABaseForEachEnvironment_areRefused() {
        ImmutableMap<Environment, String> one = ImmutableMap.of(Environment.TEST, "http://localhost");
        assertThrows(IllegalArgumentException.class, () -> new LicenseUrls(one, Set.of(FK), 1000));
    }

    @Test
    void token_saysWhatTheRequestSaid() {
        IssuedToken issued = issuing.issue(VALID + "&cookie=c&errorFormat=json&expirationTime=+60");
        TokenContent claims = issuing.claims(issued);
        assertEquals(issued.id(), claims.id());
        assertEquals(Issuing.ACCOUNT, claims.account());
        assertEquals(Environment.PRODUCTION, claims.environment());
        assertEquals(FK, claims.drm());
        assertEquals(ErrorFormat.JSON, claims.errorFormat());
        assertEquals(Optional.of("c"), claims.cookie());
        assertEquals(
                ImmutableListMultimap.of("level", "1"), issuing.policy(claims).parameters());
    }

    @Test
    void issuedToken_saysWhatALogNeedsButNotTheToken() {
        IssuedToken issued = issuing.issue(VALID + "&cookie=c&expirationTime=+60&useHttps=1&opl=x&useHttps=2");
        assertEquals(Issuing.ACCOUNT, issued.account());
        assertEquals(Optional.of("c"), issued.cookie());
        assertEquals(Issuing.NOW.plusSeconds(60), issued.end());
        assertEquals(ImmutableSet.of("useHttps", "opl"), issued.ignoredParameters());
        assertEquals(ImmutableSet.of(), issuing.issue(VALID).ignoredParameters());
    }

    @Test
    void sameRequestTwice_makesTwoTokens() {
        assertNotEquals(issuing.issue(VALID).licenseUrl(), issuing.issue(VALID).licenseUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH&kid=^k&contentKey=KEY, issued",
        "AUTH&kid=^k&contentKey=KEY&level=2, issued",
        "AUTH&kid=^k&contentKey=KEY&level=, -9003",
        "AUTH&kid=^k&contentKey=KEY&level=9, -9004"
    })
    void accountDefault_standsInForWhatIsLeftOut(String query, String outcome) {
        defaults(ImmutableMap.of("level", "1"));
        assertEquals(outcome, issuing.outcome(query));
    }

    @Test
    void accountDefault_ofAnotherDrm_hasNoEffect() {
        issuing.with(account -> account.putDefaults(new DrmId("other"), ImmutableMap.of("level", "1")));
        assertEquals("-9003", issuing.outcome("AUTH&kid=^k&contentKey=KEY"));
    }

    @Test
    void accountDefault_givenInTheRequestToo_givesWay() {
        defaults(ImmutableMap.of("level", "1", "expirationTime", "+60", "cookie", "c"));
        TokenClaims claims = issuing.claims("AUTH&kid=^k&contentKey=KEY&cookie=mine");
        assertEquals(Issuing.NOW.plusSeconds(60), claims.end());
        assertEquals(Optional.of("mine"), claims.cookie());
    }

    @ParameterizedTest
    @CsvSource({"kid, ^k, -4018", "contentKey, 00112233445566778899aabbccddeeff, -2005"})
    void accountDefault_thatIsAKeyOrAKeyId_isNotUsed(String name, String value, String code) {
        defaults(ImmutableMap.of(name, value));
        String rest = name.equals("kid") ? "&contentKey=KEY" : "&kid=^k";
        assertEquals(code, issuing.outcome("AUTH&level=1" + rest));
    }

    @Test
    void accountDefault_thatIsAnAuthenticator_isNotUsed() {
        defaults(ImmutableMap.of("customerAuthenticator", Issuing.ACCOUNT + "," + Issuing.SECRET));
        assertEquals("-2017", issuing.outcome("level=1&kid=^k&contentKey=KEY"));
    }

    private void defaults(ImmutableMap<String, String> defaults) {
        issuing.with(account -> account.putDefaults(FK, defaults));
    }
}
