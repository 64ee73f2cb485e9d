package org.symbolon.core.redeem;

import static org.symbolon.core.error.SharedError.ACCOUNT_DISABLED;
import static org.symbolon.core.error.SharedError.INVALID_TOKEN;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.token.MalformedFieldsException;
import org.symbolon.core.token.OpenedToken;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;

/**
 * Redeems licence tokens: opens a token, and finds out whether it is one of this DRM and environment, has not ended, and belongs to an account that is still
 * active (redemption, "First the token"). Waits for nothing: accounts and key ring are in memory.
 */
public final class TokenRedeemer {
    private final RedeemingContext context;

    public TokenRedeemer(RedeemingContext context) {
        this.context = context;
    }

    /**
     * Opens a token and redeems it; see {@link #open} and {@link RedeemableToken#redeem}.
     *
     * @throws RedemptionRefusedException if there is no licence for it
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public License redeem(Rights rights, SealedToken token, Challenge challenge) {
        return open(rights, token).redeem(challenge);
    }

    /**
     * Opens a token that may be redeemed here and now.
     *
     * @param token what was brought as one; empty text where nothing was
     * @throws RedemptionRefusedException if it may not, or is none
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public RedeemableToken open(Rights rights, SealedToken token) {
        Drm drm = context.drms()
                .find(rights.drm())
                .orElseThrow(() -> new IllegalArgumentException("there is no DRM " + rights.drm()));
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Journal journal = new Journal(context, rights, now);
        TokenClaims claims = open(token, journal);
        Journal ofToken = journal.of(claims);
        check(claims, drm, ofToken);
        return new RedeemableToken(context, drm, claims, policy(drm, claims, ofToken), ofToken);
    }

    private TokenClaims open(SealedToken token, Journal journal) {
        try {
            Optional<OpenedToken> opened = context.sealer().open(token);
            return opened.orElseThrow(() -> journal.refusal(refusal(
                            INVALID_TOKEN,
                            "is not one that this service issued, or was changed",
                            new Explanation(
                                    "A token opens with a key of the key ring.",
                                    "a token of this service, unchanged, whose ring key is not retired",
                                    context.sealer().whyNot(token),
                                    "The player or a proxy cut or re-encoded the licence URL, the token comes from another installation, or its ring key"
                                            + " was retired."))))
                    .claims();
        } catch (MalformedFieldsException e) {
            throw journal.refusal(newer(e));
        }
    }

    private static DrmPolicy policy(Drm drm, TokenClaims claims, Journal journal) {
        try {
            return drm.decode(claims.policy());
        } catch (MalformedFieldsException e) {
            throw journal.refusal(newer(e));
        }
    }

    private static Refusal newer(MalformedFieldsException e) {
        return refusal(
                INVALID_TOKEN,
                "says something that this service does not understand",
                new Explanation(
                        "Everything that a token requires is understood.",
                        "claims and a policy of this release or an older one",
                        String.valueOf(e.getMessage()),
                        "A node of a newer release issued the token; update this one."));
    }

    private void check(TokenClaims claims, Drm drm, Journal journal) {
        if (!claims.drm().equals(drm.id())) {
            throw journal.refusal(refusal(
                    drm.plugin().rules().tokenOfAnotherDrm(),
                    "was issued for another DRM",
                    new Explanation(
                            "A token is redeemed for the DRM that it was issued for.",
                            "a token for " + drm.id(),
                            "a token for " + claims.drm(),
                            "The player was given the licence URL of another DRM, or its path was changed.")));
        }
        if (claims.environment() != journal.rights().environment()) {
            throw journal.refusal(refusal(
                    INVALID_TOKEN,
                    "was issued in another environment",
                    new Explanation(
                            "A token is redeemed in the environment in which it was issued.",
                            "a token of " + journal.rights().environment().id(),
                            "a token of " + claims.environment().id(),
                            "rights.url.test or rights.url.production leads to a host of the other environment.")));
        }
        checkEnd(claims, journal);
        checkAccount(claims, journal);
    }

    private static void checkEnd(TokenClaims claims, Journal journal) {
        if (claims.hasEnded(journal.now())) {
            throw journal.refusal(
                    refusal(
                            INVALID_TOKEN,
                            "has ended",
                            new Explanation(
                                    "A token is redeemed before its end.",
                                    "a time before " + claims.end(),
                                    journal.now().toString(),
                                    "The player kept the licence URL, or expirationTime leaves too little time from storefront to player.")));
        }
    }

    private void checkAccount(TokenClaims claims, Journal journal) {
        Optional<Account> account = context.accounts().find(claims.account());
        if (account.filter(Account::active).isEmpty()) {
            ErrorCode code = account.isPresent() ? ACCOUNT_DISABLED : INVALID_TOKEN;
            throw journal.refusal(
                    refusal(
                            code,
                            "belongs to an account that is disabled or not known",
                            new Explanation(
                                    "The account that asked for a token is active when it is redeemed.",
                                    "account " + claims.account() + ", active",
                                    account.isPresent() ? "an account that is disabled" : "no such account",
                                    "The account was disabled after the token was issued, or accounts were restored from an older backup.")));
        }
    }

    private static Refusal refusal(ErrorCode code, String rule, Explanation explanation) {
        return Refusal.of(Violation.of(code, RightsParameters.TOKEN, rule), explanation);
    }
}
