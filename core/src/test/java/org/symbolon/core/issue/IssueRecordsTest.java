package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;

class IssueRecordsTest {
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY&cookie=viewer";

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    private TransactionRecord onlyRecord() {
        assertEquals(1, issuing.records().size());
        return issuing.records().get(0);
    }

    private static final String MISPLACED = "c0ffee00c0ffee11c0ffee22c0ffee33";

    @Test
    void issuedToken_isRecorded() {
        IssuedToken token = issuing.issue(VALID);
        TransactionRecord written = onlyRecord();
        assertEquals(RecordKind.ISSUE, written.kind());
        assertEquals(Optional.of(token.id()), written.token());
        assertEquals(Optional.of(Issuing.ACCOUNT), written.account());
        assertEquals(Optional.of("viewer"), written.cookie());
        assertEquals(Issuing.NOW, written.time());
        assertTrue(written.granted());
    }

    @Test
    void refusedRequest_isRecordedUnderTheReferenceThatItsRefusalCarries() {
        TokenRefusedException refusal = issuing.refusal(issuing.request("AUTH&level=9&contentKey=KEY&cookie=viewer"))
                .orElseThrow();
        TransactionRecord written = onlyRecord();
        assertEquals(refusal.reference(), written.reference());
        assertTrue(written.reference().isPresent());
        assertEquals(Optional.of(refusal.violations().get(0).code().number()), written.code());
        String got = written.explanation().orElseThrow().got();
        assertTrue(got.contains("kid") && got.contains("level"), got);
        assertFalse(written.granted());
    }

    @Test
    void usedUpBalance_isRecorded() {
        issuing.metered(0);
        assertEquals("-2019", issuing.outcome(VALID));
        assertEquals(Optional.of(-2019), onlyRecord().code());
        assertEquals(Optional.empty(), onlyRecord().token());
    }

    @Test
    void stranger_leavesNoRecord() {
        TokenRefusedException refusal =
                issuing.refusal(issuing.request("level=1&contentKey=KEY")).orElseThrow();
        assertEquals(Optional.empty(), refusal.reference());
        assertTrue(issuing.records().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH&kid=^k&contentKey=KEY&level=1&expirationTime=SECRET",
                "AUTH&kid=^k&contentKey=KEY&level=1&errorFormat=SECRET",
                "AUTH&kid=SECRET&kek=KEK&level=1",
                "AUTH&kid=^k&level=1&cookie=SECRET",
                "AUTH&kid=^k&contentKey=SECRET&level=1&cookie=SECRET",
                "AUTH&kid=^k&kek=SECRET&ek=EK&level=1&cookie=SECRET",
                "AUTH&kid=^k&contentKey=KEY&level=1&cookie=" + Issuing.TEST_SECRET
            })
    void secretInTheWrongParameter_isRefusedAndNotRecorded(String query) {
        String secret = "ABCDEF0123456789abcdef0123456789";
        assertNotEquals("issued", issuing.outcome(query.replace("SECRET", secret)));
        String recorded = onlyRecord().toString();
        assertFalse(recorded.contains(secret.substring(4, 12)), recorded);
        assertFalse(recorded.contains(Issuing.TEST_SECRET.substring(4, 12)), recorded);
    }

    @Test
    void cookieThatLooksLikeAKeyButIsNone_isRecordedWithTheToken() {
        String session = "abcdef0123456789abcdef0123456789";
        assertEquals("issued", issuing.outcome(VALID.replace("viewer", session)));
        assertEquals(Optional.of(session), onlyRecord().cookie());
    }

    @Test
    void records_showNoSecret() {
        issuing.outcome(VALID);
        issuing.outcome("AUTH&level=9&kid=^k&contentKey=c0ffee00c0ffee11c0ffee22c0ffee3");
        assertEquals(2, issuing.records().size());
        assertFalse(
                issuing.records().toString().contains("c0ffee"),
                issuing.records().toString());
    }

    /** Each row: what a caller mixed up, and whether the request is refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // a key or an authenticator in the cookie, beside the right parameter or instead of it
                "AUTH&level=1&kid=^k&contentKey=" + MISPLACED + "&cookie=" + MISPLACED,
                "AUTH&level=1&kid=^k&contentKey=" + MISPLACED + "&cookie=C0FFEE00C0FFEE11C0FFEE22C0FFEE33",
                "AUTH&level=1&kid.0=^k&contentKey.0=" + MISPLACED + "&cookie=" + MISPLACED,
                "AUTH&level=1&kid=^k&kek=" + MISPLACED + "&ek=EK&cookie=" + MISPLACED,
                "AUTH&level=1&kid=^k&cookie=" + MISPLACED,
                "AUTH&level=1&kid=^k&contentKey=KEY&cookie=201722," + MISPLACED,
                // in other parameters
                "AUTH&level=1&kid=201722," + MISPLACED + "&contentKey=KEY",
                "AUTH&level=1&kid=" + MISPLACED + "&kek=KEK",
                "AUTH&level=1&kid=^k&contentKey=KEY&expirationTime=" + MISPLACED,
                "AUTH&level=1&kid=^k&contentKey=KEY&errorFormat=" + MISPLACED,
                "AUTH&level=1&kid=^k&contentKey=KEY&generalFlags=" + MISPLACED,
                "AUTH&level=" + MISPLACED + "&kid=^k&contentKey=KEY"
            })
    void secretInTheWrongParameter_isNeitherRecordedNorAnswered(String query) {
        TokenRefusedException refusal = issuing.refusal(issuing.request(query)).orElseThrow();
        String shown = refusal + " " + refusal.violations() + refusal.cookie() + issuing.records();
        assertFalse(shown.toLowerCase(Locale.ROOT).contains(MISPLACED.substring(0, 8)), shown);
        refusal.violations()
                .forEach(violation -> assertFalse(violation.message().contains(MISPLACED), violation.message()));
    }

    @Test
    void secretOfTheCallerInTheCookie_isRefused() {
        assertEquals("-2033", issuing.outcome(VALID.replace("viewer", Issuing.SECRET)));
        assertEquals(Optional.empty(), onlyRecord().cookie());
    }

    @Test
    void cookieThatOnlyLooksLikeAKey_isCarriedAndRecordedWithTheToken() {
        issuing.issue(VALID.replace("viewer", MISPLACED));
        assertEquals(Optional.of(MISPLACED), onlyRecord().cookie());
    }
}
