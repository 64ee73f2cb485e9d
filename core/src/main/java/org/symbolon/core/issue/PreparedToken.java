package org.symbolon.core.issue;

import static org.symbolon.core.drm.CommonParameters.KEK;
import static org.symbolon.core.drm.CommonParameters.KID;
import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.INSUFFICIENT_TOKENS;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;

import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyScope;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;

/** A token whose request has passed every check that needs no store; made by {@link TokenIssuer#prepare}. */
public final class PreparedToken {
    private final IssuingContext context;
    private final Draft draft;

    /** What the reading of the request left behind; the claims still lack id and, for a stored key, the key. */
    record Draft(
            Account account,
            IssueJournal journal,
            KeySource key,
            Optional<ContentKey> givenKey,
            TokenClaims.Builder claims,
            RequestFacts facts) {}

    PreparedToken(IssuingContext context, Draft draft) {
        this.context = context;
        this.draft = draft;
    }

    /** Issues the token if nothing has to be waited for; empty, and nothing is taken, where {@link #issue} has to ask a store. */
    public Optional<IssuedToken> issueAtHand() {
        return draft.givenKey.filter(key -> takesAtHand()).map(this::sealed);
    }

    private boolean takesAtHand() {
        return !draft.account.metered() || context.balance().takeAtHand(draft.account.id());
    }

    /**
     * Resolves the key, takes one token from the balance, and seals the claims. To be called once.
     *
     * @throws TokenRefusedException if there is no such key, no token left, or no answer from a store; no token was taken then
     */
    public IssuedToken issue() {
        ContentKey contentKey = draft.givenKey.orElseGet(this::storedKey);
        takeFromBalance();
        return sealed(contentKey);
    }

    private IssuedToken sealed(ContentKey contentKey) {
        TokenClaims claims =
                draft.claims.id(context.ids().next()).contentKey(contentKey).build();
        SealedToken token = context.sealer().seal(claims);
        draft.journal.issued(claims);
        return ImmutableIssuedToken.builder()
                .licenseUrl(context.urls().url(claims.environment(), claims.drm(), token))
                .id(claims.id())
                .account(claims.account())
                .end(claims.end())
                .cookie(claims.cookie())
                .ignoredParameters(draft.facts.ignoredParameters())
                .build();
    }

    private ContentKey storedKey() {
        KeyId kid = draft.key.kid().orElseThrow();
        try {
            WrappedKey ek = context.keys()
                    .find(new KeyScope(draft.account.id(), draft.journal.environment(), draft.journal.now()), kid)
                    .orElseThrow(() -> refusal(KEY_STORAGE_FAILED, KID, "no key is stored under kid " + kid));
            Optional<KeyEncryptionKey> kek =
                    draft.key.kek().or(() -> context.managedKeks().find(draft.account));
            return kek.orElseThrow().unwrap(ek).orElseThrow(this::wrongKek);
        } catch (StoreUnavailableException e) {
            Violation violation = Violation.of(KEY_STORAGE_FAILED, KID, "key storage does not answer");
            throw draft.journal.refused(draft.facts.refusal(violation.unavailable(), e));
        }
    }

    private TokenRefusedException wrongKek() {
        return draft.key.kek().isPresent()
                ? refusal(INVALID_ENCRYPTED_KEY, KEK.name(), "the key stored under kid is not wrapped under this kek")
                : refusal(
                        INVALID_ENCRYPTED_KEY,
                        KID,
                        "the key stored under kid is not wrapped under the KEK that is kept for the account");
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
            Violation violation = Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the account store does not answer");
            throw draft.journal.refused(draft.facts.refusal(violation, e));
        }
    }

    private TokenRefusedException refusal(ErrorCode code, String parameter, String rule) {
        return refusal(Violation.of(code, parameter, rule));
    }

    private TokenRefusedException refusal(Violation violation) {
        return draft.journal.refused(draft.facts.refusal(violation, null));
    }
}
