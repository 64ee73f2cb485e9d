package org.symbolon.core.redeem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;

class TokenRedeemerTest {
    private final Redeeming redeeming = new Redeeming();

    private RedemptionRefusedException refusal(LicenseEndpoint rights, SealedToken token, String body) {
        return redeeming.refusal(rights, token, body).orElseThrow();
    }

    private TransactionRecord onlyRecord() {
        ImmutableList<TransactionRecord> records = redeeming.records();
        assertEquals(1, records.size());
        return records.get(0);
    }

    @Test
    void redeem_goodToken_handsPolicyAndChallengeToThePlugin() {
        License license =
                redeeming.redeemer().redeem(Redeeming.RIGHTS, redeeming.token(), Redeeming.challenge("hello"));
        assertEquals("hello [3] 0", new String(license.answer().body(), StandardCharsets.UTF_8));
        assertEquals("application/x-fake", license.answer().mediaType());
        TransactionRecord written = onlyRecord();
        assertTrue(written.granted());
        assertEquals(RecordKind.REDEEM, written.kind());
        assertEquals(Optional.of(Redeeming.ID), written.token());
        assertEquals(Optional.of(Redeeming.ACCOUNT), written.account());
        assertEquals(Optional.of("viewer 7"), written.cookie());
        assertEquals("fake", written.device().get("model"));
        assertEquals(Redeeming.NOW, written.time());
    }

    @Test
    void redeem_ofAnAccountDisabledSinceTheTokenWasOpened_isRefusedWith2031() {
        RedeemableToken opened = redeeming.redeemer().open(Redeeming.RIGHTS, redeeming.token());
        redeeming.change(account -> account.active(false));
        RedemptionRefusedException refused =
                assertThrows(RedemptionRefusedException.class, () -> opened.redeem(Redeeming.challenge("hello")));
        assertEquals(-2031, refused.violations().get(0).code().number());
        assertFalse(onlyRecord().granted());
    }

    @Test
    void redeem_everyFlippedBit_isRefusedWith4010() {
        byte[] token = Base64.getUrlDecoder().decode(redeeming.token().text());
        TestBytes.everyFlip(token)
                .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
                .forEach(text -> assertEquals(-4010, redeeming.outcome(new SealedToken(text)), text));
    }

    @Test
    void redeem_everyCharacterReplaced_isRefusedWith4010() {
        String token = redeeming.token().text();
        for (int i = 0; i < token.length(); i++) {
            for (char other : "AZaz09-_=+/ %".toCharArray()) {
                if (other != token.charAt(i)) {
                    String changed = token.substring(0, i) + other + token.substring(i + 1);
                    assertEquals(-4010, redeeming.outcome(new SealedToken(changed)), changed);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello world", "ÄÖÜ"})
    void redeem_noToken_isRefusedWith4010(String text) {
        assertEquals(-4010, redeeming.outcome(new SealedToken(text)));
        assertTrue(onlyRecord().account().isEmpty());
    }

    @Test
    void redeem_tokenOfAnotherDrm_isRefusedWithThatDrmsCode() {
        SealedToken token = redeeming.sealer.seal(
                Redeeming.claims().drm(Redeeming.OTHER.id()).build());
        RedemptionRefusedException refusal = refusal(Redeeming.RIGHTS, token, "hello");
        assertEquals(-4010, refusal.violations().get(0).code().number());
        assertEquals(
                "a token for " + Redeeming.OTHER.id(), refusal.explanation().got());
    }

    @Test
    void redeem_inAnotherEnvironment_isRefusedWith4010() {
        LicenseEndpoint test = Redeeming.rights(Redeeming.DRM.id(), Environment.TEST);
        assertEquals(-4010, redeeming.outcome(test, redeeming.token()));
        SealedToken ofTest = redeeming.sealer.seal(
                Redeeming.claims().environment(Environment.TEST).build());
        assertEquals(-4010, redeeming.outcome(ofTest));
        assertEquals(0, redeeming.outcome(test, ofTest));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -4010", "1, -4010"})
    void redeem_aroundTheEnd_isRefusedFromItOn(int millis, int outcome) {
        SealedToken token = redeeming.token();
        redeeming.at(Redeeming.END.plusMillis(millis));
        assertEquals(outcome, redeeming.outcome(token));
    }

    @Test
    void redeem_afterTheRingKeyIsRetired_isRefusedWith4010() {
        SealedToken token = redeeming.token();
        redeeming.retireTheRingKey();
        assertEquals(-4010, redeeming.outcome(token));
        assertTrue(onlyRecord().explanation().orElseThrow().got().contains("not in the ring"));
    }

    @Test
    void redeem_ofADisabledAccount_isRefusedWith2031_andAfterEnablingItIsNot() {
        SealedToken token = redeeming.token();
        redeeming.change(account -> account.active(false));
        assertEquals(-2031, redeeming.outcome(token));
        redeeming.change(account -> account.active(true));
        assertEquals(0, redeeming.outcome(token));
    }

    @Test
    void redeem_ofAnUnknownAccount_isRefusedWith4010() {
        assertEquals(
                -4010,
                redeeming.outcome(redeeming.sealer.seal(
                        Redeeming.claims().account(new AccountId(9)).build())));
    }

    @Test
    void redeem_policyOfANewerRelease_isRefusedWith4010() {
        assertEquals(
                -4010,
                redeeming.outcome(redeeming.sealer.seal(
                        Redeeming.claims(fields -> fields.bytes(1, new byte[9])).build())));
    }

    @Test
    void redeem_thePluginRefuses_carriesItsCodeExplanationAndDeviceUnderOneReference() {
        RedemptionRefusedException refusal = refusal(Redeeming.RIGHTS, redeeming.token(), "refuse");
        assertEquals(-4001, refusal.violations().get(0).code().number());
        assertEquals(Optional.of(ErrorFormat.JSON), refusal.errorFormat());
        TransactionRecord written = onlyRecord();
        assertEquals(Optional.of(refusal.reference()), written.reference());
        assertEquals(Optional.of(refusal.explanation()), written.explanation());
        assertEquals("this", refusal.explanation().got());
        assertEquals(Optional.of(-4001), written.code());
        assertEquals("fake", written.device().get("model"));
        assertFalse(written.granted());
    }

    @Test
    void redeem_thePluginFails_isRefusedWithTheCodeForThat_andSaysNothingOfTheFailure() {
        RedemptionRefusedException refusal = refusal(Redeeming.RIGHTS, redeeming.token(), "fail");
        assertEquals(-9008, refusal.violations().get(0).code().number());
        assertEquals(PluginFailedException.class, refusal.getCause().getClass());
        assertEquals(IllegalStateException.class, refusal.getCause().getCause().getClass());
        assertFalse(refusal.getMessage().contains("nobody shall see"));
        assertFalse(refusal.violations().toString().contains("nobody shall see"));
        assertFalse(onlyRecord().toString().contains("nobody shall see"));
    }

    @Test
    void redeem_credentials_areThoseOfTheAccount() {
        redeeming.credentials.put(
                CredentialId.of(Redeeming.ACCOUNT, Redeeming.DRM.id(), "one"), CredentialSecret.of(new byte[] {1}));
        License license = redeeming.redeemer().redeem(Redeeming.RIGHTS, redeeming.token(), Redeeming.challenge("x"));
        assertEquals("x [3] 1", new String(license.answer().body(), StandardCharsets.UTF_8));
    }

    @Test
    void redeem_credentialsThatDoNotOpen_isRefusedWith2030() {
        redeeming.credentials.put(
                CredentialId.of(Redeeming.ACCOUNT, Redeeming.DRM.id(), "one"), CredentialSecret.of(new byte[] {1}));
        redeeming.retireTheRingKey();
        assertEquals(-2030, redeeming.outcome(redeeming.token()));
    }

    @Test
    void open_unknownDrm_isAMistakeOfTheCaller() {
        LicenseEndpoint nowhere = Redeeming.rights(new DrmId("zz"), Environment.PRODUCTION);
        assertThrows(IllegalArgumentException.class, () -> redeeming.redeemer().open(nowhere, redeeming.token()));
    }

    @Test
    void refusals_showNeitherTokenNorKey() {
        SealedToken token = redeeming.token();
        redeeming.at(Redeeming.END);
        RedemptionRefusedException refusal = refusal(Redeeming.RIGHTS, token, "hello");
        String shown = refusal + " " + refusal.claims() + " " + refusal.explanation() + " " + redeeming.records();
        assertFalse(shown.contains(token.text()), shown);
        assertFalse(shown.contains(Redeeming.KEY), shown);
    }
}
