package org.symbolon.core.redeem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;

/** Each rule, broken once. */
class RedemptionRuleTest {

    /** Sets the scene and returns a token that breaks the rule. */
    private interface Breach extends Function<Redeeming, SealedToken> {}

    private static Arguments breach(RedemptionRule rule, int code, String expected, String got, Breach breach) {
        return Arguments.of(rule, code, expected, got, breach);
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        RedemptionRule.OPENS,
                        -4010,
                        "a token of this service, unchanged, whose ring key is not retired",
                        "no token",
                        redeeming -> new SealedToken("")),
                breach(
                        RedemptionRule.UNDERSTOOD,
                        -4010,
                        "claims and a policy of this release or an older one",
                        "field 77 is unknown and must not be skipped",
                        redeeming -> redeeming.sealer.seal(
                                Redeeming.claims(fields -> fields.number(77, 1)).build())),
                breach(
                        RedemptionRule.OF_THIS_DRM,
                        -4010,
                        "a token for fk",
                        "a token for fn",
                        redeeming -> redeeming.sealer.seal(
                                Redeeming.claims().drm(Redeeming.OTHER.id()).build())),
                breach(
                        RedemptionRule.OF_THIS_ENVIRONMENT,
                        -4010,
                        "a token of production",
                        "a token of test",
                        redeeming -> redeeming.sealer.seal(
                                Redeeming.claims().environment(Environment.TEST).build())),
                breach(
                        RedemptionRule.NOT_ENDED,
                        -4010,
                        "a time before " + Redeeming.END,
                        Redeeming.END.toString(),
                        redeeming -> {
                            redeeming.at(Redeeming.END);
                            return redeeming.token();
                        }),
                breach(
                        RedemptionRule.ACCOUNT_KNOWN,
                        -4010,
                        "account 9",
                        "no such account",
                        redeeming -> redeeming.sealer.seal(
                                Redeeming.claims().account(new AccountId(9)).build())),
                breach(
                        RedemptionRule.ACCOUNT_ACTIVE,
                        -2031,
                        "account " + Redeeming.ACCOUNT + ", active",
                        "disabled",
                        redeeming -> {
                            redeeming.change(account -> account.active(false));
                            return redeeming.token();
                        }),
                breach(
                        RedemptionRule.CREDENTIALS_OPEN,
                        -2030,
                        "credentials that were sealed under a key of the ring",
                        "the credential one for fk cannot be opened with this key ring",
                        redeeming -> {
                            redeeming.credentials.put(
                                    CredentialId.of(Redeeming.ACCOUNT, Redeeming.DRM.id(), "one"),
                                    CredentialSecret.of(new byte[] {1}));
                            redeeming.retireTheRingKey();
                            return redeeming.token();
                        }),
                breach(
                        RedemptionRule.PLUGIN_WORKS,
                        -9008,
                        "either of the two",
                        "a failure of the plug-in, IllegalStateException",
                        Redeeming::token));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breaches")
    void brokenRule_isAnsweredWithItsCode_andExplainedToTheOperator(
            RedemptionRule rule, int code, String expected, String got, Breach breach) {
        Redeeming redeeming = new Redeeming();
        SealedToken token = breach.apply(redeeming);

        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, token, "fail").orElseThrow();

        Violation violation = refusal.violations().get(0);
        assertEquals(code, violation.code().number());
        assertEquals(rule.violation(Redeeming.DRM.rules()), violation);
        Explanation explanation = refusal.explanation();
        assertEquals(expected, explanation.expected());
        assertEquals(got, explanation.got());
        assertEquals(rule.explanation("", "").rule(), explanation.rule());
        assertEquals(rule.explanation("", "").usualCause(), explanation.usualCause());
        assertEquals(Optional.of(explanation), redeeming.records().get(0).explanation());
    }

    @Test
    void everyRule_isBrokenAbove() {
        Set<RedemptionRule> broken = EnumSet.noneOf(RedemptionRule.class);
        breaches().forEach(breach -> broken.add((RedemptionRule) breach.get()[0]));
        assertEquals(EnumSet.allOf(RedemptionRule.class), broken);
    }

    @Test
    void texts_areSentences_withoutPlaceholders() {
        for (RedemptionRule rule : RedemptionRule.values()) {
            Explanation explanation = rule.explanation("50% of %d", "100%s");
            String all = explanation.toString();
            assertTrue(explanation.rule().endsWith("."), all);
            assertTrue(explanation.usualCause().endsWith("."), all);
            assertFalse(rule.explanation("a", "b").toString().contains("%"), all);
        }
    }

    @Test
    void codes_thatDependOnTheDrm_areThoseOfItsRules() {
        FakeDrm drm = FakeDrm.of("fk", rules -> rules.tokenOfAnotherDrm(FakeDrm.Code.LEVEL_INVALID));
        Redeeming redeeming = new Redeeming(drm);
        SealedToken other = redeeming.sealer.seal(
                Redeeming.claims().drm(Redeeming.OTHER.id()).build());
        assertEquals(-9004, redeeming.outcome(other));
    }

    @Test
    void rules_areCheckedInTheirOrder() {
        Redeeming redeeming = new Redeeming();
        redeeming.change(account -> account.active(false));
        redeeming.at(Redeeming.END);
        SealedToken allWrong = redeeming.sealer.seal(Redeeming.claims()
                .drm(Redeeming.OTHER.id())
                .environment(Environment.TEST)
                .build());
        assertEquals(
                "a token for fn",
                redeeming
                        .refusal(Redeeming.RIGHTS, allWrong, "")
                        .orElseThrow()
                        .explanation()
                        .got());
        assertEquals(-4010, redeeming.outcome(redeeming.token()), "the end comes before the account");
    }
}
