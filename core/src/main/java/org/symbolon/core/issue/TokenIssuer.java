package org.symbolon.core.issue;

import java.time.Duration;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.ParameterReader;

/**
 * Issues licence tokens: authenticates the caller, checks the account's option, validates every parameter, resolves the key, takes one token
 * from the balance and seals the claims. Problems are answered in the order of the interface ("Failure"), all of them at once; of a
 * caller that is not authenticated nothing further is looked at.
 */
public final class TokenIssuer {
    /** The longest life of a token, and its life where the caller names none. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(30);

    private final IssuingContext context;
    private final Authentication authentication;

    public TokenIssuer(IssuingContext context) {
        this.context = context;
        this.authentication = new Authentication(context.accounts());
    }

    /**
     * Issues a token; waits for a store where one has to be asked.
     *
     * @throws TokenRefusedException if it is not issued; nothing has changed then
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public IssuedToken issue(TokenRequest request) {
        return prepare(request).issue();
    }

    /**
     * Does all of issuing that waits for nothing, for callers that must not wait: {@link PreparedToken#issueAtHand} does the rest, unless that has to wait.
     *
     * @throws TokenRefusedException if it is clear by now that no token will be issued
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public PreparedToken prepare(TokenRequest request) {
        Drm drm = context.drms()
                .find(request.drm())
                .orElseThrow(() -> new IllegalArgumentException("there is no DRM " + request.drm()));
        ParameterReader reader = new ParameterReader(request.parameters());
        ErrorFormat errorFormat = reader.read(CommonParameters.ERROR_FORMAT).orElse(ErrorFormat.HTML);
        Account account = authentication
                .authenticate(reader, new Caller(request.environment(), request.caller()))
                .orElseThrow(() -> RequestFacts.ofStranger(errorFormat).refusal(reader.violations()));
        checkOption(account, drm, reader);
        reader.fallBackOn(account.defaults(drm.id()));
        return new RequestReading(context, request, drm, account, errorFormat).read(reader);
    }

    private static void checkOption(Account account, Drm drm, ParameterReader reader) {
        switch (account.option(drm.id())) {
            case ENABLED -> {}
            case DISABLED -> refuseOption(drm, drm.plugin().rules().optionDisabled(), "is switched off", reader);
            case ABSENT -> refuseOption(drm, drm.plugin().rules().optionAbsent(), "is not open", reader);
        }
    }

    private static void refuseOption(Drm drm, ErrorCode code, String rule, ParameterReader reader) {
        reader.refuse(Violation.of(code, drm.plugin().displayName() + " " + rule + " for this account"));
    }
}
