package org.symbolon.core.redeem;

import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.token.TokenClaims;

/** A token that was opened and found good for this DRM, environment and time; made by {@link TokenRedeemer#open}. */
public final class RedeemableToken {
    private final RedeemingContext context;
    private final Drm drm;
    private final TokenClaims claims;
    private final DrmPolicy policy;
    private final Journal journal;

    RedeemableToken(RedeemingContext context, Drm drm, TokenClaims claims, DrmPolicy policy, Journal journal) {
        this.context = context;
        this.drm = drm;
        this.claims = claims;
        this.policy = policy;
        this.journal = journal;
    }

    /** What the token says. */
    public TokenClaims claims() {
        return claims;
    }

    /**
     * Makes the licence. May wait for a service that the DRM has to ask, for a bounded time.
     *
     * @throws RedemptionRefusedException if there is none, whatever the reason
     */
    public License redeem(Challenge challenge) {
        try {
            License license =
                    drm.system().license(new LicenseRequest(claims, policy, challenge, credentials(), journal.now()));
            journal.granted(license);
            return license;
        } catch (LicenseRefusedException e) {
            throw journal.refusal(Refusal.of(e));
        } catch (RedemptionRefusedException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw journal.refusal(failure(e));
        }
    }

    private ImmutableList<Credential> credentials() {
        try {
            return context.credentials().serving(claims.account(), drm.id());
        } catch (StoreUnavailableException e) {
            throw journal.refusal(unopenable(e));
        }
    }

    private Refusal unopenable(StoreUnavailableException cause) {
        return new Refusal(
                Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the account's credentials cannot be opened"),
                new Explanation(
                        "The credentials of an account open with a key of the key ring.",
                        "credentials that were sealed under a key of the ring",
                        String.valueOf(cause.getMessage()),
                        "The key ring was replaced or restored from an older backup; hand the credentials over again."),
                ImmutableMap.of(),
                Optional.of(cause));
    }

    /** The plug-in failed where it should have refused: a fault of its own, which must not become a failure without a code. */
    private Refusal failure(Throwable cause) {
        return new Refusal(
                Violation.of(drm.plugin().rules().licenseFailed(), "no licence could be made"),
                new Explanation(
                        "A plug-in makes a licence, or says why there is none.",
                        "either",
                        "a failure of the plug-in, " + cause.getClass().getSimpleName(),
                        "A fault in the plug-in; the log has it under this reference."),
                ImmutableMap.of(),
                Optional.of(cause));
    }
}
