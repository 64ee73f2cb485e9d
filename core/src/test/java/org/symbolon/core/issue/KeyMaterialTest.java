package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.store.key.KeyLookup;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** The table "Key material, which combination means what", row by row. */
class KeyMaterialTest {
    private static final ContentKey KEY =
            ContentKey.parse(Issuing.WORDS.get("KEY")).value();
    private static final KeyLookup STORED = (scope, kid) -> Optional.of(kid)
            .filter(KeyId.ofString("stored")::equals)
            .filter(stored -> scope.equals(new KeyScope(Issuing.ACCOUNT, Environment.PRODUCTION, scope.now())))
            .map(stored -> WrappedKey.parse(Issuing.WORDS.get("EK")).value());

    private final Issuing withKid = new Issuing(FakeDrm.withKid()).storing(STORED);
    private final Issuing withoutKid = new Issuing(FakeDrm.withoutKid()).storing(STORED);

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        // the table's own rows: where kid is required, where it is not
        "kid=^k&contentKey=KEY, issued, issued",
        "contentKey=KEY, -4018, issued",
        "kid=^k&kek=KEK&ek=EK, issued, -6005",
        "kek=KEK&ek=EK, -4018, issued",
        "kid=^stored&kek=KEK, issued, issued",
        "kek=KEK, -4018, -4018",
        "ek=EK, -4018 -4024, -4024",
        "kid=^k&ek=EK, -4024, -4024",
        "kid=^k&contentKey=KEY&kek=KEK, -6005, -6005",
        "kid=^k&contentKey=KEY&ek=EK, -6005, -6005",
        "kid=^k&contentKey=KEY&kek=KEK&ek=EK, -6005, -6005",
        "contentKey=KEY&kek=KEK, -4018 -6005, -6005",
        "contentKey=KEY&ek=EK, -4018 -6005, -6005",
        "kid=^k, -2005, -2005",
        "'', -4018 -2005, -2005",
        // a failed integrity check
        "kid=^k&kek=OTHERKEK&ek=EK, -4024, -6005 -4024",
        "kek=OTHERKEK&ek=EK, -4018 -4024, -4024",
        "kid=^stored&kek=OTHERKEK, -4024, -4024",
        // a stored key that is not there
        "kid=^unknown&kek=KEK, -4019, -4019",
        // what is malformed still counts as given
        "kid=^k&contentKey=xx, -2027, -2027",
        "kid=^k&kek=xx&ek=EK, -4024, -4024 -6005",
        "kid=^k&kek=KEK&ek=xx, -4024, -4024 -6005",
        "kid=^&contentKey=KEY, -4022, -4022",
        "kid=^&kek=KEK, -4022, -4022",
        "kid=^k&contentKey=xx&kek=KEK, -2027 -6005, -2027 -6005",
        // what is empty says nothing of what was meant
        "kid=&contentKey=KEY, -4018, -4018",
        "kid=&kek=KEK, -4018, -4018",
        "kid=^k&contentKey=, -2005, -2005",
        "kid=^k&kek=, -2035, -2035",
        "kid=^k&kek=KEK&ek=, -2035, -2035",
        "kid=^k&kek=&ek=EK, -2035, -2035",
        "kid=^k&contentKey=KEY&kek=, -2035, -2035"
    })
    void combination_isUsedOrRefused(String keys, String whereKidIsRequired, String whereItIsNot) {
        assertEquals(whereKidIsRequired, withKid.outcome("AUTH&level=1&" + keys));
        assertEquals(whereItIsNot, withoutKid.outcome("AUTH&level=1&" + keys));
    }

    @ParameterizedTest
    @CsvSource({"kid=^k&contentKey=KEY", "kid=^k&kek=KEK&ek=EK", "kid=^stored&kek=KEK"})
    void key_whereverItComesFrom_isTheOneInTheToken(String keys) {
        assertEquals(List.of(KEY), withKid.keys("AUTH&level=1&" + keys));
    }

    @Test
    void kid_whereItIsGiven_isInTheToken() {
        assertEquals(
                Optional.of(KeyId.ofString("k")),
                withKid.claims("AUTH&level=1&kid=^k&contentKey=KEY")
                        .keys()
                        .get(0)
                        .kid());
        assertEquals(
                Optional.empty(),
                withoutKid.claims("AUTH&level=1&contentKey=KEY").keys().get(0).kid());
    }

    @Test
    void storedKey_ofAnotherEnvironment_isNotThere() {
        TokenRequest test = withKid.request(
                Caller.of(Environment.TEST),
                "level=1&kid=^stored&kek=KEK&customerAuthenticator=" + Issuing.ACCOUNT + "," + Issuing.TEST_SECRET);
        assertEquals("-4019", withKid.outcome(test));
    }

    @Test
    void storedKey_notThere_isTheCallersMistake() {
        Violation violation = withKid.violation("AUTH&level=1&kid=^unknown&kek=KEK");
        assertEquals(ErrorKind.CALLER, violation.kind());
        assertEquals(Optional.of("kid"), violation.parameter());
    }

    @Test
    void storedKey_storageDoesNotAnswer_isUnavailableWithTheCause() {
        StoreUnavailableException cause = new StoreUnavailableException("away");
        withKid.storing((scope, kid) -> {
            throw cause;
        });
        TokenRefusedException refusal = withKid.refusal(withKid.request("AUTH&level=1&kid=^stored&kek=KEK"))
                .orElseThrow();
        assertEquals(-4019, refusal.violations().get(0).code().number());
        assertEquals(ErrorKind.UNAVAILABLE, refusal.violations().get(0).kind());
        assertEquals(cause, refusal.getCause());
    }

    @Test
    void storage_isAskedOnlyForKeysThatARequestDoesNotBring() {
        AtomicInteger asked = new AtomicInteger();
        withKid.storing((scope, kid) -> {
            asked.incrementAndGet();
            return STORED.find(scope, kid);
        });
        assertEquals("issued", withKid.outcome("AUTH&level=1&kid=^stored&contentKey=KEY"));
        assertEquals("issued", withKid.outcome("AUTH&level=1&kid=^stored&kek=KEK&ek=EK"));
        assertEquals("-9004", withKid.outcome("AUTH&level=9&kid=^stored&kek=KEK"));
        assertEquals(0, asked.get());
        assertEquals("issued", withKid.outcome("AUTH&level=1&kid=^stored&kek=KEK"));
        assertEquals(1, asked.get());
    }

    @Test
    void tryIssueWithoutBlocking_needsAKeyThatIsGivenAndATokenThatIsAtHand() {
        TokenRequest given = withKid.request("AUTH&level=1&kid=^k&contentKey=KEY");
        TokenRequest stored = withKid.request("AUTH&level=1&kid=^stored&kek=KEK");
        assertTrue(withKid.issuer().prepare(given).tryIssueWithoutBlocking().isPresent());
        assertEquals(Optional.empty(), withKid.issuer().prepare(stored).tryIssueWithoutBlocking());
        assertTrue(withKid.metered(1)
                .issuer()
                .prepare(given)
                .tryIssueWithoutBlocking()
                .isPresent());
        assertEquals(Optional.empty(), withKid.issuer().prepare(given).tryIssueWithoutBlocking());
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "kid=^stored, issued, issued",
        "kid=^stored&kek=KEK, issued, issued",
        "kid=^stored&kek=OTHERKEK, -4024, -4024",
        "kid=^unknown, -4019, -4019",
        "kid=^, -4022, -4022",
        "kid=^k&contentKey=KEY, issued, issued",
        "'', -4018 -2005, -2005"
    })
    void whereTheAccountsKekIsKept_kidAloneIsEnough(String keys, String whereKidIsRequired, String whereItIsNot) {
        withKid.managing("KEK");
        withoutKid.managing("KEK");
        assertEquals(whereKidIsRequired, withKid.outcome("AUTH&level=1&" + keys));
        assertEquals(whereItIsNot, withoutKid.outcome("AUTH&level=1&" + keys));
    }

    @Test
    void kekThatIsKept_isNotTheOne_isRefusedByNameOfTheKid() {
        Violation violation = withKid.managing("OTHERKEK").violation("AUTH&level=1&kid=^stored");
        assertEquals(-4024, violation.code().number());
        assertEquals(Optional.of("kid"), violation.parameter());
    }

    @Test
    void kekThatIsKept_cannotBeOpened_isUnavailable() {
        withKid.with(account -> account.sealedKek(SealedKek.of(new byte[45])));
        Violation violation = withKid.violation("AUTH&level=1&kid=^stored");
        assertEquals(-4019, violation.code().number());
        assertEquals(ErrorKind.UNAVAILABLE, violation.kind());
    }
}
