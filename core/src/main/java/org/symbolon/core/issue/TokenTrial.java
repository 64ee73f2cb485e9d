package org.symbolon.core.issue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.KeyId;

/**
 * What would become of a token request, found out without issuing a token: nothing is taken from the balance, recorded
 * or counted, and nobody has to prove who asks. {@link TokenIssuer#examine} makes it for people who look for a mistake.
 *
 * @param violations what is wrong with the request, in the order of an answer; none if a token would be issued
 * @param ignoredParameters the names of parameters that would have no effect
 * @param said what the token would say; empty if there are violations
 */
public record TokenTrial(
        ImmutableList<Violation> violations, ImmutableSet<String> ignoredParameters, Optional<Said> said) {

    /**
     * What the token would say, beside its id and its keys.
     *
     * @param kids the ids of its keys
     * @param policy the rules of the licence, as parameters of the interface
     */
    public record Said(
            Instant issued,
            Instant end,
            Optional<String> cookie,
            ImmutableList<KeyId> kids,
            ImmutableListMultimap<String, String> policy) {}

    static TokenTrial refused(ImmutableList<Violation> violations, ImmutableSet<String> ignored) {
        return new TokenTrial(violations, ignored, Optional.empty());
    }

    /** Asks the stores for what a request whose parameters are valid needs. */
    static TokenTrial of(Services services, ValidRequest request) {
        ImmutableList.Builder<Violation> violations = ImmutableList.builder();
        violations.addAll(missingKeys(services, request));
        emptyBalance(services, request.account()).ifPresent(violations::add);
        ImmutableList<Violation> found = violations.build();
        ImmutableSet<String> ignored = request.summary().ignoredParameters();
        return found.isEmpty() ? new TokenTrial(found, ignored, Optional.of(said(request))) : refused(found, ignored);
    }

    private static ImmutableList<Violation> missingKeys(Services services, ValidRequest request) {
        KeyScope scope = new KeyScope(
                request.account().id(),
                request.summary().transaction().environment(),
                request.summary().transaction().time());
        return request.keys().stream()
                .filter(KeySource.StoredKey.class::isInstance)
                .map(KeySource.StoredKey.class::cast)
                .filter(key -> services.keys().find(scope, key.id()).isEmpty())
                .map(key -> Violation.of(
                        SharedError.KEY_STORAGE_FAILED,
                        key.parameter(),
                        "no key is stored under " + key.parameter() + " " + key.id()))
                .collect(ImmutableList.toImmutableList());
    }

    private static Optional<Violation> emptyBalance(Services services, Account account) {
        OptionalLong left = services.balance().remaining(account.id());
        return account.metered() && left.orElse(0) <= 0
                ? Optional.of(Violation.of(SharedError.INSUFFICIENT_TOKENS, "the account's balance is used up"))
                : Optional.empty();
    }

    private static Said said(ValidRequest request) {
        return new Said(
                request.summary().transaction().time(),
                request.end(),
                request.summary().transaction().cookie(),
                request.keys().stream().flatMap(key -> key.kid().stream()).collect(ImmutableList.toImmutableList()),
                request.drm().parameters(request.policy()));
    }
}
