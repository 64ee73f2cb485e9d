package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.store.key.KeyLookup;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** The rules of token-api, "Several keys in one token". */
class NumberedKeysTest {
    private static final String HEX_0 = "00112233445566778899aabbccddeeff";
    private static final String HEX_1 = "c0ffee00c0ffee11c0ffee22c0ffee33";
    private static final String ONE = "AUTH&level=1&kid.0=^a&contentKey.0=" + HEX_0;
    private static final String TWO = ONE + "&kid.1=^b&contentKey.1=" + HEX_1;
    private static final KeyLookup STORED = (scope, kid) -> Optional.of(kid)
            .filter(KeyId.ofString("stored")::equals)
            .map(stored -> WrappedKey.parse(Issuing.WORDS.get("EK")).value());

    /** Up to 16 keys; kid is required. */
    private final Issuing several = new Issuing(FakeDrm.ofSeveralKeys()).storing(STORED);

    /** Up to 3 keys; a single key needs no kid, and kid must not stand beside kek and ek. */
    private final Issuing asFairPlay = new Issuing(FakeDrm.ofSeveralKeysWithoutKid()).storing(STORED);

    /** One key. */
    private final Issuing single = new Issuing(FakeDrm.withKid());

    private static ContentKey key(String hex) {
        return ContentKey.parse(hex).value();
    }

    private static List<Optional<KeyId>> kids(TokenContent claims) {
        return claims.keys().stream().map(TokenClaims.Key::kid).toList();
    }

    private static Optional<KeyId> kid(String text) {
        return Optional.of(KeyId.ofString(text));
    }

    private List<String> levels(TokenContent claims) {
        return several.policy(claims).parameters().get("level");
    }

    @Test
    void severalKeys_areAllInTheToken() {
        TokenContent claims = several.claims(TWO);
        assertEquals(List.of(kid("a"), kid("b")), kids(claims));
        assertEquals(List.of(key(HEX_0), key(HEX_1)), several.keys(TWO));
    }

    @Test
    void oneNumberedKey_isTheSameAsAnUnnumberedOne() {
        assertEquals(List.of(kid("a")), kids(several.claims(ONE)));
        assertEquals(List.of(key(HEX_0)), several.keys(ONE));
    }

    @Test
    void keys_areInTheOrderOfTheirNumbers_withGaps_whateverTheOrderOfTheRequest() {
        String query = "AUTH&level=1&contentKey.10=" + HEX_0 + "&kid.10=^ten&kid.2=^two&kid.15=^last&contentKey.2="
                + HEX_1 + "&contentKey.15=" + HEX_0;
        assertEquals(List.of(kid("two"), kid("ten"), kid("last")), kids(several.claims(query)));
        assertEquals(List.of(key(HEX_1), key(HEX_0), key(HEX_0)), several.keys(query));
    }

    @Test
    void sixteenKeys_areTheMost() {
        String query = "AUTH&level=1"
                + IntStream.range(0, 16)
                        .mapToObj(number -> "&kid." + number + "=^k" + number + "&contentKey." + number + "=" + HEX_0)
                        .collect(Collectors.joining());
        assertEquals(16, several.claims(query).keys().size());
        assertEquals(
                Optional.of(KeyId.ofString("k15")), kids(several.claims(query)).get(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kid.16", "kid.00", "kid.01", "kid.-1", "kid.+1", "kid.", "kid.x", "kid.1.1", "Kid.0", "kid.１"})
    void nameWithAnotherNumber_isUnknown_soItIsIgnoredAndNamed(String name) {
        assertEquals(
                ImmutableSet.of(name), several.issue(ONE + "&" + name + "=^b").ignoredParameters());
        assertEquals(1, several.claims(ONE + "&" + name + "=^b").keys().size());
        String unnumbered = "AUTH&level=1&kid=^a&contentKey=KEY";
        assertEquals(
                ImmutableSet.of(name),
                several.issue(unnumbered + "&" + name + "=^b").ignoredParameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"level.0", "kid.15", "contentKey.0", "ek.3"})
    void numberedName_ofAPerKeyParameter_isKnown(String name) {
        assertFalse(several.refusal(several.request("AUTH&" + name + "=x"))
                .orElseThrow()
                .ignoredParameters()
                .contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie.0", "kek.0", "errorFormat.0", "expirationTime.1", "generalFlags.0"})
    void numberedName_ofAnotherParameter_isUnknown(String name) {
        assertEquals(
                ImmutableSet.of(name), several.issue(ONE + "&" + name + "=x").ignoredParameters());
    }

    /** Each row: a request, and its violations as code and parameter. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Each numbered key needs its kid and its key material.
                "kid.0=^a&contentKey.0=KEY&contentKey.1=KEY | -4018 kid.1",
                "kid.0=^a&contentKey.0=KEY&kid.1=           | -4018 kid.1, -2005 contentKey.1",
                "kid.0=^a&contentKey.0=KEY&kid.1=^b         | -2005 contentKey.1",
                "kid.0=^a&contentKey.0=KEY&level.7=1        | -4018 kid.7, -2005 contentKey.7",
                "kid.3=^a&contentKey.3=                     | -2005 contentKey.3",
                // The codes and rules are those of the unnumbered parameters.
                "kid.0=0&contentKey.0=KEY                   | -4020 kid.0",
                "kid.0=^&contentKey.0=KEY                   | -4022 kid.0",
                "kid.0=^a&contentKey.0=0                    | -2027 contentKey.0",
                "kid.0=^a&contentKey.0=0011223344556677889900112233445g | -2005 contentKey.0",
                "kid.0=^a&kid.0=^b&contentKey.0=KEY         | -4022 kid.0",
                "kid.0=^a&contentKey.0=KEY&contentKey.0=KEK | -2005 contentKey.0",
                "kid.0=^a&ek.0=EK                           | -4024 ek.0",
                "kid.0=^a&kek=KEK&ek.0=x                    | -4024 ek.0",
                "kid.0=^a&kek=KEK&ek.0=                     | -2035 ek.0",
                "kid.0=^a&kek=KEK&ek.0=EK&ek.0=KEK          | -4024 ek.0",
                "kid.0=^a&kek=OTHERKEK&ek.0=EK              | -4024 ek.0",
                "kid.0=^a&kek=KEK&ek.0=EK&kid.1=^b&ek.1=FF  | -4024 ek.1",
                "kid.0=^a&kek=KEK&contentKey.0=KEY          | -6005 contentKey.0",
                "kid.0=^a&ek.0=EK&contentKey.0=KEY          | -6005 contentKey.0",
                "kid.0=^a&kek=KEK&ek.0=EK&kid.1=^b&contentKey.1=KEY | -6005 contentKey.1",
                "kek=KEK&ek.0=EK                            | -4018 kid.0",
                // An unnumbered kid, contentKey or ek beside numbered ones.
                "kid=^a&kid.0=^a&contentKey.0=KEY           | -6005 kid",
                "contentKey=KEY&kid.0=^a&contentKey.0=KEY   | -6005 contentKey",
                "kek=KEK&ek=EK&kid.0=^a&ek.0=EK             | -6005 ek",
                "kid=^a&contentKey=KEY&level.0=1            | -6005 kid, -4018 kid.0, -6005 contentKey, -2005 contentKey.0",
                // The same key id twice.
                "kid.0=^a&contentKey.0=KEY&kid.1=^a&contentKey.1=KEY | -4022 kid.1",
                "kid.9=^a&contentKey.9=KEY&kid.2=^a&contentKey.2=KEY | -4022 kid.9",
                "kid.0=^kid1&contentKey.0=KEY&kid.1=80EA8BC8A58F990AD1F76BC665B30BFA&contentKey.1=KEY | -4022 kid.1"
            })
    void rule_ofSeveralKeys_isNamedWithTheNumber(String query, String problems) {
        assertEquals(List.of(problems.split(", ")), several.problems("AUTH&level=1&" + query));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "level.0=1&level.1=9                        | -9004 level.1",
                "level.0=1                                  | -9003 level.1",
                "level.0=&level.1=1                         | -9003 level.0",
                "level.1=1&level.1=2                        | -9003 level.0, -9004 level.1",
                "cookie=                                    | -2035 cookie, -9003 level.0, -9003 level.1",
                "level=9&level.0=1&level.1=1                | -9004 level",
                "level=9&level.0=x                          | -9004 level, -9004 level.0"
            })
    void ownParameter_ofEachKey_isNamedWithTheNumber(String query, String problems) {
        String keys = "AUTH&kid.0=^a&contentKey.0=KEY&kid.1=^b&contentKey.1=KEY&";
        assertEquals(List.of(problems.split(", ")), several.problems(keys + query));
    }

    @Test
    void violation_saysTheNumberedNameInItsRuleToo() {
        Violation violation = several.violation(TWO + "&level.1=9");
        assertEquals(Optional.of("level.1"), violation.parameter());
        assertEquals("level.1 must be 1, 2 or 3", violation.rule());
    }

    @ParameterizedTest
    @CsvSource({
        "level=2, '2,2,2'",
        "level=2&level.1=3, '2,3,2'",
        "level.0=1&level.1=2&level.2=3, '1,2,3'",
        "level=1&level.2=3, '1,1,3'"
    })
    void unnumberedValue_standsForKeysWithoutTheirOwn(String query, String levels) {
        String keys = "AUTH&kid.0=^a&contentKey.0=KEY&kid.1=^b&contentKey.1=KEY&kid.2=^c&contentKey.2=KEY&";
        assertEquals(List.of(levels.split(",")), levels(several.claims(keys + query)));
    }

    @Test
    void accountDefault_standsForKeysWithoutTheirOwn() {
        several.with(account -> account.putDefaults(new DrmId("fk"), ImmutableMap.of("level", "3", "kid", "^default")));
        String keys = "AUTH&kid.0=^a&contentKey.0=KEY&kid.1=^b&contentKey.1=KEY";
        assertEquals(List.of("3", "3"), levels(several.claims(keys)));
        assertEquals(List.of("3", "1"), levels(several.claims(keys + "&level.1=1")));
        assertEquals(List.of("2", "2"), levels(several.claims(keys + "&level=2")));
    }

    @Test
    void accountDefault_withANumber_isNotUsed() {
        several.with(account -> account.putDefaults(
                new DrmId("fk"), ImmutableMap.of("level.0", "3", "contentKey.0", HEX_0, "contentKey", HEX_0)));
        assertEquals(List.of("-2005 contentKey.0", "-9003 level.0"), several.problems("AUTH&kid.0=^a"));
    }

    @Test
    void drmOfOneKey_takesAnyOneNumber_andRefusesASecondKey() {
        assertEquals(List.of(key(HEX_0)), single.keys(ONE));
        assertEquals(List.of(kid("a")), kids(single.claims(ONE)));
        assertEquals("issued", single.outcome("AUTH&level=1&kid.7=^a&contentKey.7=KEY"));
        assertEquals(List.of("-6005 kid.1"), single.problems(TWO));
        assertEquals(
                List.of("-6005 kid.4", "-6005 kid.9"),
                single.problems(ONE + "&kid.4=^d&contentKey.4=KEY&kid.9=^e&contentKey.9=KEY"));
    }

    @Test
    void ownParameterThatIsNotPerKey_hasNoNumberedForm() {
        assertEquals(
                ImmutableSet.of("level.0"), single.issue(ONE + "&level.0=2").ignoredParameters());
        assertEquals(List.of("-9003 level"), single.problems("AUTH&kid.0=^a&contentKey.0=KEY&level.0=2"));
    }

    @Test
    void moreKeysThanTheDrmAllows_areRefusedByName() {
        String four = IntStream.range(0, 4)
                .mapToObj(number -> "&kid." + number + "=^k" + number + "&contentKey." + number + "=KEY")
                .collect(Collectors.joining());
        assertEquals(List.of("-6005 kid.3"), asFairPlay.problems("AUTH&level=1" + four));
    }

    @Test
    void wrappedKeys_areUnwrappedUnderOneKek() {
        String query = "AUTH&level=1&kek=KEK&kid.0=^a&ek.0=EK&kid.1=^b&ek.1=EK";
        assertEquals(List.of(key(HEX_0), key(HEX_0)), several.keys(query));
        assertEquals(List.of(kid("a"), kid("b")), kids(several.claims(query)));
    }

    @Test
    void storedKeys_areFoundByTheirKids_alsoBesideWrappedOnes() {
        assertEquals(
                List.of(key(HEX_0), key(HEX_0)), several.keys("AUTH&level=1&kek=KEK&kid.0=^stored&kid.1=^b&ek.1=EK"));
        several.managing("KEK");
        assertEquals(
                List.of(key(HEX_0), key(HEX_1)),
                several.keys("AUTH&level=1&kid.0=^stored&kid.1=^b&contentKey.1=" + HEX_1));
    }

    @Test
    void storedKey_needsAStore_soNothingIsIssuedWithoutBlocking() {
        PreparedToken prepared =
                several.issuer().prepare(several.request("AUTH&level=1&kek=KEK&kid.0=^a&ek.0=EK&kid.1=^stored"));
        assertEquals(Optional.empty(), prepared.tryIssueWithoutBlocking());
        assertTrue(prepared.issue().ignoredParameters().isEmpty());
        assertTrue(several.issuer()
                .prepare(several.request(TWO))
                .tryIssueWithoutBlocking()
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "kek=KEK&kid.0=^stored&kid.4=^unknown, -4019 kid.4, no key is stored under kid.4 000000…",
        "kek=OTHERKEK&kid.0=^stored, -4024 kek, the key stored under kid.0 is not wrapped under this kek"
    })
    void storedKey_thatCannotBeUsed_isNamedWithItsNumber(String query, String problem, String rule) {
        assertEquals(List.of(problem), several.problems("AUTH&level=1&" + query));
        String said = several.violation("AUTH&level=1&" + query).rule();
        String digest = "[0-9a-f]{6}…$";
        assertEquals(rule.replaceAll(digest, ""), said.replaceAll(digest, ""));
    }

    @Test
    void storedKey_notUnderTheKekThatIsKept_isNamedWithItsNumber() {
        several.managing("OTHERKEK");
        assertEquals(List.of("-4024 kid.2"), several.problems("AUTH&level=1&kid.2=^stored"));
    }

    @Test
    void storedKey_ifTheStorageDoesNotAnswer_isNamedWithItsNumber() {
        several.storing((scope, kid) -> {
            throw new StoreUnavailableException("away");
        });
        Violation violation = several.violation("AUTH&level=1&kek=KEK&kid.5=^stored");
        assertEquals(-4019, violation.code().number());
        assertEquals(Optional.of("kid.5"), violation.parameter());
        assertEquals(ErrorKind.UNAVAILABLE, violation.kind());
    }

    @Test
    void oneStoredKeyOfSeveral_thatIsMissing_takesNothingFromTheBalance() {
        several.metered(1);
        assertEquals("-4019", several.outcome("AUTH&level=1&kek=KEK&kid.0=^stored&kid.1=^unknown"));
        assertEquals(1, several.balance.remaining(Issuing.ACCOUNT).orElseThrow());
        assertEquals("issued", several.outcome(TWO));
        assertEquals(0, several.balance.remaining(Issuing.ACCOUNT).orElseThrow());
    }

    @Test
    void kidBesideAWrappedKey_isAllowedForNumberedKeys_andNotForASingleOne() {
        assertEquals("-6005", asFairPlay.outcome("AUTH&level=1&kid=^a&kek=KEK&ek=EK"));
        assertEquals(List.of(kid("a")), kids(asFairPlay.claims("AUTH&level=1&kid.0=^a&kek=KEK&ek.0=EK")));
        assertEquals(
                List.of(kid("a"), kid("b")),
                kids(asFairPlay.claims("AUTH&level=1&kid.0=^a&kek=KEK&ek.0=EK&kid.1=^b&ek.1=EK")));
    }

    @Test
    void numberedKey_needsItsKid_alsoWhereASingleKeyDoesNot() {
        assertEquals("issued", asFairPlay.outcome("AUTH&level=1&contentKey=KEY"));
        assertEquals(List.of("-4018 kid.0"), asFairPlay.problems("AUTH&level=1&contentKey.0=KEY"));
        assertEquals(List.of("-4018 kid.0"), asFairPlay.problems("AUTH&level=1&kek=KEK&ek.0=EK"));
    }

    @Test
    void kekAlone_besideANumberedLevel_isOneProblem() {
        assertEquals(List.of("-4018 kid.0"), asFairPlay.problems("AUTH&level.0=1&kek=KEK"));
    }
}
