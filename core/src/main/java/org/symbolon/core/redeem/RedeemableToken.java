package org.symbolon.core.redeem;

import static org.symbolon.core.redeem.RedemptionRule.ACCOUNT_ACTIVE;
import static org.symbolon.core.redeem.RedemptionRule.CREDENTIALS_OPEN;
import static org.symbolon.core.redeem.RedemptionRule.PLUGIN_WORKS;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Instant;
import java.util.function.Supplier;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.value.Challenge;

/** A token that was opened and may be redeemed; made by {@link TokenRedeemer#open}. */
public final class RedeemableToken {
    private final AccountDirectory accounts;
    private final Credentials credentials;
    private final Redemption redemption;
    private final TokenClaims claims;
    private final DrmPolicy policy;

    RedeemableToken(Services services, Redemption redemption, TokenClaims claims, DrmPolicy policy) {
        this.accounts = services.accounts();
        this.credentials = services.credentials();
        this.redemption = redemption;
        this.claims = claims;
        this.policy = policy;
    }

    /** What the token says. */
    public TokenClaims claims() {
        return claims;
    }

    /**
     * Makes the licence. May wait for a service that the plug-in asks, for a bounded time.
     *
     * @throws RedemptionRefusedException if there is none, whatever the reason; also if the account was disabled since
     * the token was opened
     */
    public License redeem(Challenge challenge) {
        redemption.require(ACCOUNT_ACTIVE, accounts.isActive(claims.account()), claims.account(), "disabled");
        LicenseRequest request =
                new Request(claims, policy, challenge, credentials(), accountSettings(), redemption.now());
        License license = asked(() -> redemption.drm().license(request));
        redemption.granted(license);
        return license;
    }

    /**
     * The document that the DRM serves to the account's players; nothing is redeemed.
     *
     * @param parameters the decoded parameters of the URL, without the token
     * @throws RedemptionRefusedException if the account has none
     */
    public DrmAnswer document(ImmutableListMultimap<String, String> parameters) {
        DocumentRequest request =
                new PublicDocument.Request(claims.account(), accountSettings(), credentials(), parameters);
        return asked(() -> redemption.drm().document(request));
    }

    private AccountSettings accountSettings() {
        return accounts.find(claims.account())
                .map(account -> account.drmSettings(redemption.drm().id()))
                .orElse(AccountSettings.NONE);
    }

    /** What the plug-in answers; whatever it throws becomes a refusal that is recorded. */
    private <T> T asked(Supplier<T> plugin) {
        try {
            return plugin.get();
        } catch (LicenseRefusedException e) {
            throw redemption.refuse(e);
        } catch (PluginFailedException e) {
            throw redemption.refuse(PLUGIN_WORKS, "", kind(e), e);
        }
    }

    /** The kind of the plug-in's failure. Its message stays in the log, because it may show anything. */
    static String kind(PluginFailedException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    private Credentials.Serving credentials() {
        try {
            return credentials.servingAndUnreadable(
                    claims.account(), redemption.drm().id());
        } catch (StoreUnavailableException e) {
            throw redemption.refuse(CREDENTIALS_OPEN, "", String.valueOf(e.getMessage()), e);
        }
    }

    private record Request(
            TokenClaims claims,
            DrmPolicy policy,
            Challenge challenge,
            Credentials.Serving serving,
            AccountSettings accountSettings,
            Instant now)
            implements LicenseRequest {
        @Override
        public ImmutableList<Credential> credentials() {
            return serving.credentials();
        }

        @Override
        public ImmutableList<String> unreadableCredentials() {
            return serving.unreadable();
        }
    }
}
