package org.symbolon.core.redeem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** The document that a DRM serves to players, and the account settings that go with it. */
final class PlayerDocumentTest {
    private static final AccountSetting OPEN = AccountSetting.builder()
            .name("open")
            .meaning("Whether everybody gets the sheet")
            .addValues(AccountSetting.NO, AccountSetting.YES)
            .build();
    private static final ImmutableListMultimap<String, String> NONE = ImmutableListMultimap.of();
    private static final DrmId FK = new DrmId("fk");

    private final Redeeming redeeming = new Redeeming(FakeDrm.of(
                    "fk",
                    rules -> rules.kidRequired(true)
                            .playerDocument(PlayerDocument.builder()
                                    .name("sheet")
                                    .publicSetting(OPEN)
                                    .build()))
            .working(system -> new FakeDrm.Forwarding(system) {
                @Override
                public DrmAnswer document(DocumentRequest request) {
                    return switch (request.parameters().get("ask").stream()
                            .findFirst()
                            .orElse("")) {
                        case "refuse" ->
                            throw new LicenseRefusedException(
                                    Violation.of(SharedError.DEVICE_NOT_AUTHENTICATED, "no sheet"),
                                    Explanation.of("A rule.", "a", "b", "A cause."));
                        case "fail" -> throw new IllegalStateException("nobody shall see this");
                        default ->
                            FakeDrm.answer(request.account() + " "
                                    + request.accountSettings().get(OPEN) + " "
                                    + request.credentials().size());
                    };
                }

                @Override
                public License license(LicenseRequest request) {
                    return License.of(
                            "text/plain", request.accountSettings().get(OPEN).getBytes(StandardCharsets.UTF_8));
                }
            }));

    private void open() {
        redeeming.change(account -> account.options(ImmutableMap.of(FK, DrmOption.ENABLED))
                .drmSettings(ImmutableMap.of(FK, ImmutableMap.of("open", "yes"))));
    }

    private static String text(DrmAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private DrmAnswer byToken(ImmutableListMultimap<String, String> parameters) {
        return redeeming.redeemer().open(Redeeming.RIGHTS, redeeming.token()).document(parameters);
    }

    private Optional<String> byAccount(ImmutableListMultimap<String, String> parameters) {
        return redeeming
                .redeemer()
                .publicDocument(FK, Redeeming.ACCOUNT)
                .flatMap(document -> document.read(parameters))
                .map(PlayerDocumentTest::text);
    }

    private static ImmutableListMultimap<String, String> asking(String word) {
        return ImmutableListMultimap.of("ask", word);
    }

    @Test
    void token_getsTheDocument_andNothingIsRecorded() {
        assertEquals("201722 no 0", text(byToken(NONE)));
        open();
        redeeming.credentials.put(CredentialId.of(Redeeming.ACCOUNT, FK, "a"), CredentialSecret.of(new byte[] {1}));
        assertEquals("201722 yes 1", text(byToken(NONE)));
        assertEquals(0, redeeming.records().size());
    }

    @Test
    void refusalByThePlugin_isRecorded() {
        RedemptionRefusedException refusal =
                assertThrows(RedemptionRefusedException.class, () -> byToken(asking("refuse")));
        assertEquals(-4001, refusal.violations().get(0).code().number());
        assertEquals(1, redeeming.records().size());
    }

    @Test
    void faultOfThePlugin_isTheCodeOfLicenseFailed_orAFailure() {
        RedemptionRefusedException refusal =
                assertThrows(RedemptionRefusedException.class, () -> byToken(asking("fail")));
        assertEquals(-9008, refusal.violations().get(0).code().number());
        open();
        assertThrows(PluginFailedException.class, () -> byAccount(asking("fail")));
    }

    @Test
    void account_thatAllowsIt_isServedToEverybody() {
        open();
        assertEquals(Optional.of("201722 yes 0"), byAccount(NONE));
        assertEquals(Optional.empty(), byAccount(asking("refuse")));
        assertEquals(0, redeeming.records().size());
    }

    @Test
    void account_thatDoesNotAllowIt_hasNone() {
        assertEquals(Optional.empty(), byAccount(NONE));
        open();
        redeeming.change(account -> account.active(false));
        assertEquals(Optional.empty(), byAccount(NONE), "disabled");
        open();
        redeeming.change(account -> account.active(true).options(ImmutableMap.of(FK, DrmOption.DISABLED)));
        assertEquals(Optional.empty(), byAccount(NONE), "without the DRM");
        assertEquals(Optional.empty(), redeeming.redeemer().publicDocument(FK, new AccountId(7)), "unknown");
        assertEquals(
                Optional.empty(),
                redeeming.redeemer().publicDocument(Redeeming.OTHER.id(), Redeeming.ACCOUNT),
                "of a DRM without a document");
    }

    @Test
    void credentialsThatDoNotOpen_areNotTheCallersFault() {
        open();
        redeeming.credentials.put(CredentialId.of(Redeeming.ACCOUNT, FK, "a"), CredentialSecret.of(new byte[] {1}));
        redeeming.retireTheRingKey();
        RefusedException refusal = assertThrows(RefusedException.class, () -> byAccount(NONE));
        assertEquals(-2030, refusal.violations().get(0).code().number());
        assertEquals(503, refusal.violations().get(0).kind().status());
    }

    @Test
    void licence_isMadeWithWhatTheAccountHasChosen() {
        assertEquals("no", license());
        open();
        assertEquals("yes", license());
    }

    private String license() {
        License license =
                redeeming.redeemer().redeem(Redeeming.RIGHTS, redeeming.token(), Redeeming.challenge("hello"));
        return text(license.answer());
    }
}
