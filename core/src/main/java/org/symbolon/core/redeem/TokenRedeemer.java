package org.symbolon.core.redeem;

import static org.symbolon.core.redeem.RedemptionRule.ACCOUNT_ACTIVE;
import static org.symbolon.core.redeem.RedemptionRule.ACCOUNT_KNOWN;
import static org.symbolon.core.redeem.RedemptionRule.NOT_ENDED;
import static org.symbolon.core.redeem.RedemptionRule.OF_THIS_DRM;
import static org.symbolon.core.redeem.RedemptionRule.OF_THIS_ENVIRONMENT;
import static org.symbolon.core.redeem.RedemptionRule.OPENS;
import static org.symbolon.core.redeem.RedemptionRule.PLUGIN_WORKS;
import static org.symbolon.core.redeem.RedemptionRule.UNDERSTOOD;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.OpenedToken;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.SealedToken;

/** Redeems licence tokens: opens a token, checks it, and has its DRM make the licence. Safe for use by many threads. */
public final class TokenRedeemer {
    private final Services services;

    public TokenRedeemer(Services services) {
        this.services = services;
    }

    /**
     * Opens a token and redeems it; see {@link #open} and {@link RedeemableToken#redeem}.
     *
     * @throws RedemptionRefusedException if there is no licence for it
     * @throws IllegalArgumentException if there is no such DRM
     */
    public License redeem(LicenseEndpoint endpoint, SealedToken token, Challenge challenge) {
        return open(endpoint, token).redeem(challenge);
    }

    /**
     * Opens a token and checks whether it may be redeemed at this endpoint now. It does not block, because accounts and
     * key ring are in memory.
     *
     * @param token the text that was sent as a token; empty if none was sent
     * @throws RedemptionRefusedException if the text is not a token, or the token must not be redeemed
     * @throws IllegalArgumentException if there is no such DRM
     */
    public RedeemableToken open(LicenseEndpoint endpoint, SealedToken token) {
        return open(endpoint, token, Optional.of(services.transactions()));
    }

    private RedeemableToken open(LicenseEndpoint endpoint, SealedToken token, Optional<Transactions> transactions) {
        Drm drm = services.drms().require(endpoint.drm());
        Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Redemption attempt = new Redemption(transactions, drm, endpoint.environment(), now, Optional.empty());
        TokenContent claims = open(token, attempt);
        Redemption redemption = attempt.opened(claims);
        check(claims, redemption);
        return new RedeemableToken(services, redemption, claims, policy(claims, redemption));
    }

    /**
     * The document that a DRM serves to everybody who knows the number of an account. It does not block.
     *
     * @return empty if there is no such account, it does not allow this, or it must not use the DRM; so that nobody
     *     learns from the answer which accounts exist
     * @throws IllegalArgumentException if there is no such DRM
     */
    public Optional<PublicDocument> publicDocument(DrmId drm, AccountId account) {
        Drm known = services.drms().require(drm);
        return services.accounts()
                .find(account)
                .filter(Account::active)
                .filter(found -> found.option(drm) == DrmOption.ENABLED)
                .filter(found -> known.rules()
                        .playerDocument()
                        .flatMap(PlayerDocument::publicSetting)
                        .filter(found.drmSettings(drm)::isOn)
                        .isPresent())
                .map(found -> new PublicDocument(services.credentials(), known, found));
    }

    /**
     * Whether a text is a token of this service, be it one that must not be redeemed. Records nothing, for adapters
     * that do not answer every attempt in full.
     */
    public boolean isOurs(SealedToken token) {
        try {
            return services.sealer().open(token).isPresent();
        } catch (MalformedFieldsException e) {
            return true;
        }
    }

    /**
     * Why a token would be refused at an endpoint now, before its DRM looks at a challenge. Records nothing, for people
     * who look for a mistake.
     *
     * @return empty if the token may be redeemed
     * @throws IllegalArgumentException if there is no such DRM
     */
    public Optional<RedemptionRefusedException> examine(LicenseEndpoint endpoint, SealedToken token) {
        try {
            open(endpoint, token, Optional.empty());
            return Optional.empty();
        } catch (RedemptionRefusedException refused) {
            return Optional.of(refused);
        }
    }

    private TokenContent open(SealedToken token, Redemption attempt) {
        try {
            return services.sealer()
                    .open(token)
                    .map(OpenedToken::content)
                    .orElseThrow(
                            () -> attempt.refuse(OPENS, "", services.sealer().whyNot(token), null));
        } catch (MalformedFieldsException e) {
            throw attempt.refuse(UNDERSTOOD, "", String.valueOf(e.getMessage()), null);
        }
    }

    private void check(TokenContent claims, Redemption redemption) {
        Drm drm = redemption.drm();
        redemption.require(OF_THIS_DRM, claims.drm().equals(drm.id()), drm.id(), claims.drm());
        redemption.require(
                OF_THIS_ENVIRONMENT,
                claims.environment() == redemption.environment(),
                redemption.environment().id(),
                claims.environment().id());
        redemption.require(NOT_ENDED, !claims.hasEnded(redemption.now()), claims.end(), redemption.now());
        Optional<Account> account = services.accounts().find(claims.account());
        redemption.require(ACCOUNT_KNOWN, account.isPresent(), claims.account(), "no such account");
        redemption.require(ACCOUNT_ACTIVE, account.filter(Account::active).isPresent(), claims.account(), "disabled");
    }

    private static DrmPolicy policy(TokenContent claims, Redemption redemption) {
        try {
            return redemption.drm().decode(claims);
        } catch (MalformedFieldsException e) {
            throw redemption.refuse(UNDERSTOOD, "", String.valueOf(e.getMessage()), null);
        } catch (PluginFailedException e) {
            throw redemption.refuse(PLUGIN_WORKS, "", RedeemableToken.kind(e), e);
        }
    }
}
