package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.INSUFFICIENT_TOKENS;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;

import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.token.TokenClaims;

/** A token whose request has passed every check that needs no store; made by {@link TokenIssuer#prepare}. */
public final class PreparedToken {
    private final IssuingContext context;
    private final Draft draft;

    /** What the reading of the request left behind; the claims still lack id and, for a stored key, the key. */
    record Draft(
            Account account,
            Environment environment,
            KeySource key,
            Optional<ContentKey> givenKey,
            TokenClaims.Builder claims,
            RequestFacts facts) {}

    PreparedToken(IssuingContext context, Draft draft) {
        this.context = context;
        this.draft = draft;
    }

    /** Whether {@link #issue} will ask a store, for the key or for a token of the balance, and so may wait. */
    public boolean asksStore() {
        return draft.givenKey.isEmpty() || draft.account.metered();
    }

    /**
     * Resolves the key, takes one token from the balance, and seals the claims. To be called once.
     *
     * @throws TokenRefusedException if there is no such key, no token left, or no answer from a store; no token was taken then
     */
    public IssuedToken issue() {
        ContentKey contentKey = draft.givenKey.orElseGet(this::storedKey);
        takeFromBalance();
        TokenClaims claims =
                draft.claims.id(context.ids().next()).contentKey(contentKey).build();
        return ImmutableIssuedToken.builder()
                .licenseUrl(context.urls()
                        .url(
                                claims.environment(),
                                claims.drm(),
                                context.sealer().seal(claims)))
                .id(claims.id())
                .account(claims.account())
                .end(claims.end())
                .cookie(claims.cookie())
                .ignoredParameters(draft.facts.ignoredParameters())
                .build();
    }

    private ContentKey storedKey() {
        KeyId kid = draft.key.kid().orElseThrow();
        WrappedKey ek = find(kid)
                .orElseThrow(() -> refusal(
                        Violation.of(KEY_STORAGE_FAILED, CommonParameters.KID, "no key is stored under kid " + kid)));
        return draft.key
                .kek()
                .orElseThrow()
                .unwrap(ek)
                .orElseThrow(() -> refusal(Violation.of(
                        INVALID_ENCRYPTED_KEY,
                        CommonParameters.KEK.name(),
                        "the key stored under kid is not wrapped under this kek")));
    }

    private Optional<WrappedKey> find(KeyId kid) {
        try {
            return context.keys().find(draft.account.id(), draft.environment, kid);
        } catch (StoreUnavailableException e) {
            Violation violation = Violation.of(KEY_STORAGE_FAILED, CommonParameters.KID, "key storage does not answer");
            throw draft.facts.refusal(violation.unavailable(), e);
        }
    }

    private void takeFromBalance() {
        if (!draft.account.metered()) {
            return;
        }
        try {
            if (!context.balance().take(draft.account.id())) {
                throw refusal(Violation.of(INSUFFICIENT_TOKENS, "the account's balance is used up"));
            }
        } catch (StoreUnavailableException e) {
            throw draft.facts.refusal(Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the account store does not answer"), e);
        }
    }

    private TokenRefusedException refusal(Violation violation) {
        return draft.facts.refusal(violation, null);
    }
}
