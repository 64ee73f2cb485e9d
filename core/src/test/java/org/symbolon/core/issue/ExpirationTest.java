package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Violation;

class ExpirationTest {
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY&expirationTime=";
    private static final Duration MOST = Duration.ofDays(30);

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    @ParameterizedTest
    @CsvSource({"-1, -2002", "0, -2002", "1, issued"})
    void expirationTime_aroundNow_mustBeInTheFuture(long millis, String outcome) {
        assertEquals(outcome, issuing.outcome(VALID + Issuing.NOW.plusMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"-1, -1", "0, 0", "1, 0", "59999, 0", "60000, 0"})
    void expirationTime_upToAMinuteBeyond30Days_isCutTo30Days(long millis, long end) {
        Instant most = Issuing.NOW.plus(MOST);
        assertEquals(
                most.plusMillis(end),
                issuing.claims(VALID + most.plusMillis(millis)).end());
    }

    @Test
    void expirationTime_moreThanAMinuteBeyond30Days_isRefused() {
        assertEquals("-2002", issuing.outcome(VALID + Issuing.NOW.plus(MOST).plusMillis(60_001)));
    }

    @ParameterizedTest
    @CsvSource({"+0, -2002", "+1, issued", "+2592000, issued", "+2592001, -2002", "+99999999999999999999, -2002"})
    void expirationTime_seconds_areFrom1To30Days(String text, String outcome) {
        assertEquals(outcome, issuing.outcome(VALID + text));
    }

    @ParameterizedTest
    @CsvSource({
        "+0, is not in the future",
        "+2592001, is more than 30 days ahead",
        "2006-04-14T12:01:10Z, is not in the future",
        "2006-04-14t12:01:10z, is not in the future",
        "9999-12-31T23:59:59Z, is more than 30 days ahead",
        "2026-01-02T00:00:00+00:00, 'must be like 2006-04-14T12:01:10Z, with no offset but Z, or ''+'' and seconds'",
        "2026-02-30T00:00:00Z, names no date and time that exists",
        "+060, 'must have whole seconds after ''+'', 0 to 4294967295, without leading zeros'"
    })
    void expirationTime_refused_messageShowsTheValue_andRuleSaysWhy(String text, String rule) {
        Violation violation = issuing.violation(VALID + text);
        assertEquals("[-2002] Invalid token expiration time: " + text, violation.message());
        assertEquals("expirationTime " + rule, violation.rule());
    }

    @Test
    void expirationTime_moreThan30Days_isRefusedWith2002() {
        assertEquals(-2002, issuing.violation(VALID + "+2592001").code().number());
    }

    @Test
    void expirationTime_leftOut_is30Days() {
        TokenClaims claims = issuing.claims("AUTH&level=1&kid=^k&contentKey=KEY");
        assertEquals(Issuing.NOW, claims.issued());
        assertEquals(Issuing.NOW.plus(MOST), claims.end());
    }

    @Test
    void expirationTime_spaceForAPlus_isTheSame() {
        assertEquals(Issuing.NOW.plusSeconds(60), issuing.claims(VALID + " 60").end());
        assertEquals(Issuing.NOW.plusSeconds(60), issuing.claims(VALID + "+60").end());
    }

    @Test
    void expirationTime_lessThanAMillisecondAhead_isNotInTheFuture() {
        assertEquals("-2002", issuing.outcome(VALID + Issuing.NOW.plusNanos(1)));
        assertEquals("-2002", issuing.outcome(VALID + Issuing.NOW.plusNanos(999_999)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T00:00:00.1239Z, 2026-01-02T00:00:00.123Z",
        "2026-01-02T00:00:00.5Z, 2026-01-02T00:00:00.500Z"
    })
    void end_thatIsAnswered_isTheOneInTheToken(String text, Instant end) {
        IssuedToken issued = issuing.issue(VALID + text);
        assertEquals(end, issued.end());
        assertEquals(end, issuing.claims(issued).end());
    }

    @Test
    void clockFinerThanAMillisecond_isCut() {
        issuing.at(Issuing.NOW.plusNanos(999_999));
        TokenClaims claims = issuing.claims(VALID + "+60");
        assertEquals(Issuing.NOW, claims.issued());
        assertTrue(claims.hasEnded(Issuing.NOW.plusSeconds(60)));
        assertEquals(false, claims.hasEnded(Issuing.NOW.plusSeconds(60).minusMillis(1)));
    }
}
