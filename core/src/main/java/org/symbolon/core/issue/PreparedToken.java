package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.ACCOUNT_DISABLED;
import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.INSUFFICIENT_TOKENS;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.internal.record.Transactions.Transaction;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.issue.KeySource.GivenKey;
import org.symbolon.core.issue.KeySource.StoredKey;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.WrappedKey;

/**
 * A token whose request is valid. What is left may have to ask a store. Issue it once: without blocking if that is
 * possible, otherwise later if that is possible, otherwise on a thread that may wait. Used by one thread at a time.
 */
public final class PreparedToken {
    private static final int SHOWN_DIGITS = 6;

    private final Services services;
    private final ValidRequest request;
    private final String urlPrefix;
    /** Made when it is first needed. */
    private @Nullable Draft draft;

    /**
     * A token that can be issued.
     *
     * @param urlPrefix what the licence URL begins with
     */
    PreparedToken(Services services, ValidRequest request, String urlPrefix) {
        this.services = services;
        this.request = request;
        this.urlPrefix = urlPrefix;
    }

    /** The claims of the token, and their encoded form, whose licence URL is known not to be too long. */
    private record Draft(TokenContent claims, TokenSealer.Draft encoded) {}

    /**
     * Issues the token if that needs no store: the request brought the keys, and the account is unlimited or a token of
     * its balance is in memory. Otherwise the result is empty, nothing was taken, and the token has to be issued by
     * {@link #issueLater}, if {@link #canIssueLater} says so, or by {@link #issue} on a thread that may block.
     *
     * @throws TokenRefusedException if the licence URL would be too long; then no token was taken
     */
    public Optional<IssuedToken> tryIssueWithoutBlocking() {
        if (!bringsAllKeys()) {
            return Optional.empty();
        }
        Draft ready = draft();
        return tryTakeWithoutBlocking() ? Optional.of(seal(ready)) : Optional.empty();
    }

    private boolean bringsAllKeys() {
        for (KeySource source : request.keys()) {
            if (!(source instanceof GivenKey)) {
                return false;
            }
        }
        return true;
    }

    private boolean tryTakeWithoutBlocking() {
        return !request.account().metered() || services.balance().takeAtHand(scope());
    }

    /** Whether only the balance has to be asked, and no thread is needed that waits for its answer. */
    public boolean canIssueLater() {
        return bringsAllKeys() && services.balance().takesLater();
    }

    /**
     * Takes one token from the balance without holding the caller's thread, and then seals the claims. To be called
     * only if {@link #canIssueLater} returns true.
     *
     * @param executor does what is left when the balance has answered
     * @return completes on the executor, with what {@link #issue} returns or throws
     * @throws TokenRefusedException if it is refused before the balance is asked
     */
    public CompletableFuture<IssuedToken> issueLater(Executor executor) {
        requireActive();
        Draft ready = draft();
        return services.balance()
                .takeLater(scope())
                .handleAsync(
                        (taken, failure) -> {
                            requireTaken(taken, failure);
                            return seal(ready);
                        },
                        executor);
    }

    /** The account that asks. */
    public AccountId account() {
        return request.account().id();
    }

    /**
     * Finds the keys, takes one token from the balance, and seals the claims. Waits for stores.
     *
     * @throws TokenRefusedException if the account was disabled since the request was prepared, a key is not stored,
     * the licence URL would be too long, no token is left, or a store does not answer; then no token was taken
     */
    public IssuedToken issue() {
        requireActive();
        Draft ready = draft();
        take();
        return seal(ready);
    }

    /** The account may have been disabled while the request waited for its turn. */
    private void requireActive() {
        if (!services.accounts().isActive(account())) {
            throw refuse(Violation.of(ACCOUNT_DISABLED, "the account was disabled"), null);
        }
    }

    private ContentKey find(KeySource source) {
        return source instanceof StoredKey stored ? unwrap(stored, read(stored)) : ((GivenKey) source).key();
    }

    private WrappedKey read(StoredKey key) {
        Transaction transaction = request.summary().transaction();
        KeyScope scope = new KeyScope(request.account().id(), transaction.environment(), transaction.time());
        try {
            return services.keys()
                    .find(scope, key.id())
                    .orElseThrow(() -> refuse(
                            Violation.of(
                                    KEY_STORAGE_FAILED,
                                    key.parameter(),
                                    "no key is stored under " + key.parameter() + " " + shortened(key)),
                            null));
        } catch (StoreUnavailableException e) {
            throw refuseUnavailable(key, e);
        }
    }

    /** Rules are recorded, so the id is shown in part: a caller may have sent the key where the id belongs. */
    private static String shortened(StoredKey key) {
        return key.id().toString().substring(0, SHOWN_DIGITS) + "…";
    }

    private ContentKey unwrap(StoredKey stored, WrappedKey key) {
        return kek(stored)
                .flatMap(kek -> kek.unwrap(key))
                .orElseThrow(() -> refuse(
                        stored.kek().isPresent()
                                ? Violation.of(
                                        INVALID_ENCRYPTED_KEY,
                                        CommonParameters.KEK.name(),
                                        "the key stored under " + stored.parameter() + " is not wrapped under this kek")
                                : Violation.of(
                                        INVALID_ENCRYPTED_KEY,
                                        stored.parameter(),
                                        "the key stored under " + stored.parameter()
                                                + " is not wrapped under the KEK that is kept for the account"),
                        null));
    }

    private Optional<KeyEncryptionKey> kek(StoredKey stored) {
        try {
            return stored.kek().or(() -> services.managedKeks().find(request.account(), services.accounts()));
        } catch (StoreUnavailableException e) {
            throw refuseUnavailable(stored, e);
        }
    }

    private TokenRefusedException refuseUnavailable(StoredKey key, StoreUnavailableException cause) {
        Violation violation = Violation.of(KEY_STORAGE_FAILED, key.parameter(), "key storage does not answer");
        return refuse(violation.unavailable(), cause);
    }

    private void take() {
        if (!request.account().metered()) {
            return;
        }
        try {
            requireTaken(services.balance().take(scope()));
        } catch (StoreUnavailableException e) {
            throw refuseUnavailable(e);
        }
    }

    private void requireTaken(boolean taken) {
        if (!taken) {
            throw refuse(Violation.of(INSUFFICIENT_TOKENS, usedUp()), null);
        }
    }

    /** A stage that depends on another one wraps what that one failed with. */
    private void requireTaken(@Nullable Boolean taken, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof StoreUnavailableException unavailable) {
            throw refuseUnavailable(unavailable);
        } else if (failure != null) {
            throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
        }
        requireTaken(Boolean.TRUE.equals(taken));
    }

    private TokenRefusedException refuseUnavailable(StoreUnavailableException cause) {
        return refuse(Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the account store does not answer"), cause);
    }

    private String usedUp() {
        long held = services.balance().heldByOthers(request.account().id());
        return held <= 0
                ? "the account's balance is used up"
                : "the account's balance is used up, except for " + held
                        + " tokens that other nodes of the service hold and return within seconds if they can";
    }

    private TokenRefusedException refuse(Violation violation, @Nullable Throwable cause) {
        return TokenRefusedException.recorded(
                services.transactions(), request.summary(), ImmutableList.of(violation), cause);
    }

    private UsageScope scope() {
        return request.summary().scope(account());
    }

    private Draft draft() {
        Draft known = draft;
        if (known == null) {
            List<ContentKey> keys = new ArrayList<>(request.keys().size());
            request.keys().forEach(source -> keys.add(find(source)));
            known = draft(keys);
            draft = known;
        }
        return known;
    }

    private Draft draft(List<ContentKey> keys) {
        Drm drm = request.drm();
        Transaction transaction = request.summary().transaction();
        TokenContent.Builder builder = TokenContent.builder()
                .id(services.ids().next(transaction.time()))
                .account(request.account().id())
                .environment(transaction.environment())
                .drm(drm.id())
                .issued(transaction.time())
                .end(request.end())
                .errorFormat(request.summary().errorFormat())
                .cookie(transaction.cookie())
                .policy(drm.encode(request.policy()));
        for (int key = 0; key < keys.size(); key++) {
            builder.addKey(request.keys().get(key).kid(), keys.get(key), drm.encodeKey(request.policy(), key));
        }
        TokenContent claims = builder.build();
        TokenSealer.Draft encoded = services.sealer().draft(claims);
        requireRedeemable(urlPrefix.length() + encoded.length());
        return new Draft(claims, encoded);
    }

    /** A URL that the service itself would not take is refused before it costs a token, and not at the player. */
    private void requireRedeemable(int length) {
        int longest = services.urls().longest();
        if (length > longest) {
            throw refuse(
                    Violation.of(
                            INVALID_KEY_DATA,
                            "the licence URL would have " + length + " characters, and the service takes at most "
                                    + longest + "; send fewer keys or extensions, or raise http.line.max"),
                    null);
        }
    }

    private IssuedToken seal(Draft draft) {
        TokenContent claims = draft.claims();
        SealedToken token = draft.encoded().seal();
        String url = urlPrefix + token.text();
        Transaction transaction = request.summary().transaction();
        request.drm().counts().tokenIssued();
        if (!request.account().metered()) {
            // The balance of a metered account has counted the token.
            services.usage().count(UsageKey.issued(scope()));
        }
        services.transactions().granted(transaction.withToken(claims.id()), ImmutableMap.of());
        return ImmutableIssuedToken.builder()
                .licenseUrl(url)
                .token(token)
                .answer(request.drm().tokenAnswer(new Grant(url, token, claims)))
                .id(claims.id())
                .account(claims.account())
                .end(claims.end())
                .cookie(claims.cookie())
                .ignoredParameters(request.summary().ignoredParameters())
                .build();
    }

    private record Grant(String licenseUrl, SealedToken token, TokenClaims claims) implements TokenGrant {}
}
