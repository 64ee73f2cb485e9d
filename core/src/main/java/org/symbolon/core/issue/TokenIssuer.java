package org.symbolon.core.issue;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.internal.record.Transactions.Transaction;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.value.AccountId;

/**
 * Issues licence tokens: authenticates the caller, checks the account's DRM option, validates every parameter, finds
 * the keys, takes one token from the balance and seals the claims. All problems of a request are answered at once, in
 * the order of the interface (token-api, "Failure"). Of a caller that is not authenticated nothing else is checked.
 * Safe for use by many threads.
 */
public final class TokenIssuer {
    /** The longest lifetime of a token, and its lifetime if the request names no end. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(30);

    /**
     * Asks for a licence URL that begins with https. It has no code of its own: where it cannot be granted, it is
     * named among the parameters without effect.
     */
    private static final String USE_HTTPS = "useHttps";

    private static final ImmutableSet<String> YES = ImmutableSet.of("true", "1");

    private final Services services;
    private final Authentication authentication;

    public TokenIssuer(Services services) {
        this.services = services;
        this.authentication = new Authentication(services.accounts());
    }

    /**
     * Issues a token. Waits for a store if one has to be asked.
     *
     * @throws TokenRefusedException if no token is issued; then nothing has changed
     * @throws org.symbolon.core.drm.PluginFailedException if the plug-in has a fault
     * @throws IllegalArgumentException if there is no such DRM
     */
    public IssuedToken issue(TokenRequest request) {
        return prepare(request).issue();
    }

    /**
     * Does everything that needs no store, for callers that must not block. The result issues the token.
     *
     * @throws TokenRefusedException if the request is refused without asking a store
     * @throws org.symbolon.core.drm.PluginFailedException if the plug-in has a fault
     * @throws IllegalArgumentException if there is no such DRM
     */
    public PreparedToken prepare(TokenRequest request) {
        return prepare(request, known -> {});
    }

    /**
     * Does everything that needs no store, like {@link #prepare(TokenRequest)}.
     *
     * @param known is told who asks, once that is proved and before anything else is checked; what it throws ends the
     *     request, of which nothing is recorded then
     */
    public PreparedToken prepare(TokenRequest request, Consumer<AccountId> known) {
        Drm drm = services.drms().require(request.drm());
        RequestReader reader = reader(request);
        ErrorFormat errorFormat = reader.read(CommonParameters.ERROR_FORMAT).orElse(ErrorFormat.HTML);
        Account account = authenticate(reader, request, errorFormat);
        known.accept(account.id());
        checkOption(account, drm, reader);
        String urlPrefix = urlPrefix(request, drm, reader);
        RequestReading reading = new RequestReading(reader, drm, account, errorFormat);
        return reading.request()
                .map(valid -> new PreparedToken(services, valid, urlPrefix))
                .orElseThrow(() -> TokenRefusedException.recorded(
                        services.transactions(), reading.summary(), reader.violations()));
    }

    /**
     * Finds out what would become of a request of an account, without an authenticator and without issuing a token.
     * Waits for a store if one has to be asked.
     *
     * @param account the account that would ask
     * @throws org.symbolon.core.drm.PluginFailedException if the plug-in has a fault
     * @throws org.symbolon.core.error.StoreUnavailableException if a store does not answer
     * @throws IllegalArgumentException if there is no such DRM
     */
    public TokenTrial examine(Account account, TokenRequest request) {
        Drm drm = services.drms().require(request.drm());
        RequestReader reader = reader(request);
        if (!account.active()) {
            reader.refuse(Violation.of(SharedError.ACCOUNT_DISABLED, "the account was disabled"));
        }
        ErrorFormat errorFormat = reader.read(CommonParameters.ERROR_FORMAT).orElse(ErrorFormat.HTML);
        checkOption(account, drm, reader);
        RequestReading reading = new RequestReading(reader, drm, account, errorFormat);
        return reading.request()
                .map(valid -> TokenTrial.of(services, valid))
                .orElseGet(() -> TokenTrial.refused(
                        reader.violations(), reading.summary().ignoredParameters()));
    }

    private String urlPrefix(TokenRequest request, Drm drm, RequestReader reader) {
        boolean wanted = request.parameters().gives(USE_HTTPS)
                && YES.containsAll(request.parameters().all(USE_HTTPS));
        boolean possible = request.caller().https();
        String prefix = services.urls().prefix(request.caller().environment(), drm.id(), wanted && possible);
        if (wanted && prefix.startsWith("https:")) {
            reader.use(USE_HTTPS);
        }
        return prefix;
    }

    /**
     * Checks only who asks, for adapters that have the parameters of a query and would have to wait for those of a
     * body.
     *
     * @return the account that asks
     * @throws TokenRefusedException if the caller is not known or must not ask
     */
    public AccountId requireKnownCaller(TokenRequest request) {
        RequestReader reader = reader(request);
        Account account = authenticate(
                reader, request, reader.read(CommonParameters.ERROR_FORMAT).orElse(ErrorFormat.HTML));
        return account.id();
    }

    private RequestReader reader(TokenRequest request) {
        Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new RequestReader(request.parameters(), request.caller().environment(), now);
    }

    private Account authenticate(RequestReader reader, TokenRequest request, ErrorFormat errorFormat) {
        try {
            return authentication.authenticate(reader, request.caller());
        } catch (RefusedException e) {
            Transaction unknown = new Transaction(
                    RecordKind.ISSUE,
                    reader.now(),
                    reader.environment(),
                    request.drm(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            throw TokenRefusedException.ofUnknownCaller(
                    new ValidRequest.Summary(unknown, errorFormat, ImmutableSet.of()), e.violations());
        }
    }

    private static void checkOption(Account account, Drm drm, RequestReader reader) {
        switch (account.option(drm.id())) {
            case ENABLED -> {}
            case DISABLED -> refuseOption(drm.rules().optionDisabled(), drm.displayName() + " is switched off", reader);
            case ABSENT -> refuseOption(drm.rules().optionAbsent(), drm.displayName() + " is not open", reader);
        }
    }

    private static void refuseOption(ErrorCode code, String rule, RequestReader reader) {
        reader.refuse(Violation.of(code, rule + " for this account"));
    }
}
